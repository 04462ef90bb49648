import path from 'node:path';

/** Folders that differ from machine to machine, absolute. */
export interface MachineFolders {
  workspaceRoot: string;
  /** The folder that cargo ran in: what it prints may be relative to it. */
  cargoRoot: string;
  targetDirectory?: string;
}

/** Takes out of a tool's words what a report must not hold: absolute paths, addresses in memory, numbers of processes. */
export function tidyWords(text: string, { workspaceRoot, cargoRoot, targetDirectory }: MachineFolders): string {
  const folders = [
    ...(targetDirectory === undefined ? [] : [[targetDirectory, '<target>'] as const]),
    [cargoRoot, prefixOf(workspaceRoot, cargoRoot)] as const,
    [workspaceRoot, ''] as const,
  ];
  const withoutFolders = folders.reduce((rest, [folder, name]) => {
    const within = rest.replaceAll(`${folder}${path.sep}`, name === '' ? '' : `${name}/`);
    return within.replaceAll(folder, name === '' ? '.' : name);
  }, text);
  return (
    withoutFolders
      // The registry's copy of a package: `…/registry/src/index.crates.io-1949cf8c6b5b557f/foo-1.0.0/src/lib.rs`.
      .replaceAll(/[^\s`'"(]*[\\/]registry[\\/]src[\\/][^\\/]+[\\/]/g, '')
      // `thread 'main' (4711) panicked`, since Rust 1.91.
      .replaceAll(/(thread '[^']*') \(\d+\)/g, '$1')
      .replaceAll(/(build[\\/][^\s\\/]+)-[0-9a-f]{16}\b/g, '$1')
  );
}

function prefixOf(workspaceRoot: string, cargoRoot: string): string {
  return path.relative(workspaceRoot, cargoRoot).split(path.sep).join('/');
}

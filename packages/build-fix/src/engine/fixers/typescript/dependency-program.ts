import path from 'node:path';
import type { ts } from '@ts-morph/common';
import type { FileView } from './file-view.js';
import type { Config } from './find-config.js';
import type { TypeScript } from './load.js';

/** More would make the first question of a run slow; the editors stop at 10 packages. */
const MOST_PACKAGES = 40;
const MOST_FILES = 2000;

/**
 * A program of what is near and no file of the main program imports (yet, or any more), so that what it exports can be
 * imported: files of the configurations beside this one (the library of a test), what `paths` name, and the packages
 * that the project declares. `undefined` when there is none.
 *
 * @param beside other configurations in the folder
 */
export function createDependencyProgram(
  ts: TypeScript,
  view: FileView,
  config: Config,
  beside: readonly Config[],
  main: ts.Program | undefined,
  before: ts.Program | undefined,
): ts.Program | undefined {
  const from = `${path.posix.dirname(config.path)}/any.ts`;
  const host = { fileExists: view.exists, readFile: view.read, realpath: view.realpath };
  const resolve = (name: string): string[] => {
    const found = ts.resolveModuleName(name, from, config.options, host).resolvedModule;
    return found && isTyped(found.extension) ? [found.resolvedFileName] : [];
  };
  const aliases = Object.keys(config.options.paths ?? {}).filter((name) => !name.includes('*'));
  const packages = declaredPackages(path.posix.dirname(config.path), view).flatMap(resolve);
  const files = [...beside.flatMap((other) => [...other.files]), ...aliases.flatMap(resolve)].slice(0, MOST_FILES);
  const roots = [...new Set([...files, ...packages.slice(0, MOST_PACKAGES)])].filter(
    (file) => !main?.getSourceFile(file),
  );
  if (roots.length === 0) return undefined;
  const options: ts.CompilerOptions = { ...config.options, noLib: true, types: [], allowJs: false, skipLibCheck: true };
  const compilerHost: ts.CompilerHost = {
    ...host,
    getSourceFile: (name, languageVersion) => {
      const text = main?.getSourceFile(name) ?? view.read(name);
      if (text === undefined) return undefined;
      return typeof text === 'string' ? ts.createSourceFile(name, text, languageVersion, true) : text;
    },
    getDefaultLibFileName: (asked) => ts.getDefaultLibFilePath(asked),
    getCurrentDirectory: () => view.root,
    getCanonicalFileName: (name) => (ts.sys.useCaseSensitiveFileNames ? name : name.toLowerCase()),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    directoryExists: view.directoryExists,
    getDirectories: view.directories,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  };
  return ts.createProgram({ rootNames: roots, options, host: compilerHost, oldProgram: before });
}

const isTyped = (extension: string): boolean => /^\.(d\.)?[cm]?tsx?$/.test(extension);

/** Packages that the `package.json` files of a folder and of those above it declare, the nearest first. */
function declaredPackages(folder: string, view: FileView): string[] {
  const names = new Set<string>();
  for (let at = folder; at.startsWith(view.root); at = path.posix.dirname(at)) {
    for (const name of packagesOf(view.read(`${at}/package.json`))) names.add(name);
  }
  return [...names];
}

function packagesOf(text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    const manifest = JSON.parse(text) as Record<string, unknown> | null;
    const groups = ['dependencies', 'peerDependencies', 'devDependencies'].map((group) => manifest?.[group]);
    return groups.flatMap((group) => (typeof group === 'object' && group ? Object.keys(group).sort() : []));
  } catch {
    return [];
  }
}

import path from 'node:path';

/** Where an output of a project goes, relative to the workspace root. */
export function outputPath(root: string, file: string): string {
  return path.posix.join('dist/hone', root, file);
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileSignatures } from '../graph/file-signatures.js';

/**
 * The files that the scripts of a folder's package.json name: an install in an image can start them, so they are part of
 * the build context of what lies below.
 *
 * @param folder relative to the workspace root
 * @returns relative to the workspace root
 */
export function scriptFiles(workspaceRoot: string, folder: string, signatures: FileSignatures): string[] {
  if (!signatures.names(folder).includes('package.json')) return [];
  const scripts = scriptsOf(path.join(workspaceRoot, folder, 'package.json'));
  // A word with neither a dot nor a slash is a program or an argument.
  const words = scripts
    .flatMap((script) => script.split(/[\s"']+/))
    .filter((word) => /^[\w@-]*[./][\w./@-]+$/.test(word));
  return words
    .filter((word) => !word.includes('..'))
    .map((word) => path.posix.join(folder, word))
    .filter((file) => signatures.of(file) !== '');
}

function scriptsOf(file: string): string[] {
  try {
    const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: unknown };
    return Object.values(scripts ?? {}).filter((one): one is string => typeof one === 'string');
  } catch {
    return [];
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { errorMessage, HoneError } from '@hone/core/diagnostics';

type Parsed<T extends ParseArgsConfig['options']> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>
>;

/** Reads a command's arguments. @throws HoneError for an option that it does not have */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
): Parsed<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new HoneError(errorMessage(error), { hint: 'See `build-fix <command> --help`.' });
  }
}

/** The nearest folder upwards that has an `nx.json`. */
export function findWorkspaceRoot(from: string): string | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'nx.json'))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** @throws HoneError outside of a workspace */
export function requireWorkspaceRoot(from: string): string {
  const root = findWorkspaceRoot(from);
  if (root !== undefined) return root;
  throw new HoneError(`${from} is in no Nx workspace.`, { hint: 'Run it below the folder with the `nx.json`.' });
}

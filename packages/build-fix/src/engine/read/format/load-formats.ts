import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText, errorMessage, HoneError } from '@hone/core/diagnostics';
import { compileFormat } from './compile-format.js';
import { compiledFile, formatsFolder } from './our-formats.js';
import type { CompiledFormat, CompiledFormats, FormatDocument } from './types.js';

/** Formats, and what kept others from being used. */
export interface LoadedFormats extends CompiledFormats {
  /** One for each file of the user that is no format; it is left out. */
  readonly problems: readonly HoneError[];
}

/** Where a workspace has its own, relative to its root. */
export const userFormatsFolder = '.hone/build-fix/formats';

/**
 * Loads Hone's formats and those of a workspace. One of the workspace with the id of one of Hone's takes its place.
 *
 * @param workspaceRoot absolute path; without it only Hone's
 */
export async function loadFormats(workspaceRoot?: string): Promise<LoadedFormats> {
  const documents = JSON.parse(readFileSync(join(formatsFolder, compiledFile), 'utf8')) as FormatDocument[];
  const ours = documents.map((document) =>
    // A test checks the patterns.
    compileFormat(document, `${document.id}.yaml`, () => 1, { isTrusted: true, folder: formatsFolder }),
  );
  const users = workspaceRoot === undefined ? { formats: [], problems: [] } : await readUserFormats(workspaceRoot);
  return { ...combineFormats(users.formats, ours), problems: users.problems };
}

async function readUserFormats(workspaceRoot: string): Promise<{ formats: CompiledFormat[]; problems: HoneError[] }> {
  const folder = join(workspaceRoot, userFormatsFolder);
  const formats: CompiledFormat[] = [];
  const problems: HoneError[] = [];
  const names = formatFiles(folder);
  if (names.length === 0) return { formats, problems };
  const { parseFormat } = await import('./parse-format.js');
  for (const name of names) {
    const file = `${userFormatsFolder}/${name}`;
    try {
      formats.push(parseFormat(readFileSync(join(folder, name), 'utf8'), file, { folder }));
    } catch (error) {
      problems.push(error instanceof HoneError ? error : new HoneError(errorMessage(error), { file, cause: error }));
    }
  }
  return { formats, problems };
}

/** Puts formats into the order in which they are asked: by priority, the user's before ours, by id. */
export function combineFormats(users: readonly CompiledFormat[], ours: readonly CompiledFormat[]): CompiledFormats {
  const replaced = new Set(users.map(({ id }) => id));
  const sorted = (formats: readonly CompiledFormat[]) => [...formats].sort((a, b) => compareText(a.id, b.id));
  const all = [...sorted(users), ...sorted(ours.filter(({ id }) => !replaced.has(id)))];
  return { formats: all.sort((a, b) => b.priority - a.priority) };
}

/** Names of the YAML files in a folder, sorted. */
export function formatFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort(compareText);
  } catch {
    return [];
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareText, errorMessage, HoneError } from '@hone/core/diagnostics';
import type { JsonSchema } from '../yaml/schema.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { compileFormat } from './compile-format.js';
import type { CompiledFormat, CompiledFormats, FormatDocument } from './types.js';

/** Formats, and what kept others from being used. */
export interface LoadedFormats extends CompiledFormats {
  /** One for each file of the user that is no format; it is left out. */
  readonly problems: readonly HoneError[];
}

/** Where Hone's formats are. */
export const formatsFolder = fileURLToPath(new URL('../../formats', import.meta.url));

/** Where a workspace has its own, relative to its root. */
export const userFormatsFolder = '.hone/build-fix/formats';

/**
 * Loads Hone's formats and those of a workspace. One of the workspace with the id of one of Hone's takes its place.
 *
 * @param workspaceRoot absolute path; without it only Hone's
 */
export async function loadFormats(workspaceRoot?: string): Promise<LoadedFormats> {
  const ours = filesOf(formatsFolder).map((name) => readOwnFormat(join(formatsFolder, name), name));
  const problems: HoneError[] = [];
  const users: CompiledFormat[] = [];
  if (workspaceRoot !== undefined) {
    const folder = join(workspaceRoot, userFormatsFolder);
    for (const name of filesOf(folder)) {
      const file = `${userFormatsFolder}/${name}`;
      try {
        users.push(parseFormat(readFileSync(join(folder, name), 'utf8'), file));
      } catch (error) {
        problems.push(error instanceof HoneError ? error : new HoneError(errorMessage(error), { file, cause: error }));
      }
    }
  }
  return Promise.resolve({ ...combineFormats(users, ours), problems });
}

/**
 * Reads a format.
 *
 * @param text YAML
 * @param file its name, for messages
 * @throws HoneError naming the file and the line
 */
export function parseFormat(text: string, file: string): CompiledFormat {
  const { document, lineOf } = parseFormatDocument(text, file);
  return compileFormat(document, file, lineOf);
}

/** A format as it is written, with its examples. @throws HoneError naming the file and the line */
export function parseFormatDocument(
  text: string,
  file: string,
): { document: FormatDocument; lineOf: (path: readonly (string | number)[]) => number } {
  const { value, lineOf } = parseYaml(text, file, readSchema());
  // The schema says that it has this shape.
  const document = value as FormatDocument;
  const id = file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  if (document.id !== id) {
    throw new HoneError(`The id \`${document.id}\` is not the file's name, \`${id}\`.`, { file, line: lineOf(['id']) });
  }
  return { document, lineOf };
}

/** Puts formats into the order in which they are asked: by priority, the user's before ours, by id. */
export function combineFormats(users: readonly CompiledFormat[], ours: readonly CompiledFormat[]): CompiledFormats {
  const replaced = new Set(users.map(({ id }) => id));
  const sorted = (formats: readonly CompiledFormat[]) => [...formats].sort((a, b) => compareText(a.id, b.id));
  const all = [...sorted(users), ...sorted(ours.filter(({ id }) => !replaced.has(id)))];
  return { formats: all.sort((a, b) => b.priority - a.priority) };
}

/** Examples are for tests, and most of the text. */
function readOwnFormat(path: string, name: string): CompiledFormat {
  const text = readFileSync(path, 'utf8');
  const end = text.search(/^examples:/m);
  return parseFormat(end < 0 ? text : text.slice(0, end), name);
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort(compareText);
  } catch {
    return [];
  }
}

let schema: JsonSchema | undefined;

function readSchema(): JsonSchema {
  schema ??= JSON.parse(readFileSync(join(formatsFolder, 'format.schema.json'), 'utf8')) as JsonSchema;
  return schema;
}

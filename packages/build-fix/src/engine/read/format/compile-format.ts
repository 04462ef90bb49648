import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage, HoneError, type Level } from '@hone/core/diagnostics';
import { compilePattern, type PatternOptions, type PatternPlace } from '../../patterns/index.js';
import { withoutNames } from './groups.js';
import { LEVELS } from './levels.data.js';
import type {
  AboveDocument,
  CompiledEntry,
  CompiledFormat,
  CompiledThen,
  EntryDocument,
  FormatDocument,
  ThenDocument,
} from './types.js';

export interface FormatOptions extends PatternOptions {
  /** Absolute path of the folder in which the format is. */
  folder?: string;
}

/** Tells the line at which a value of the document stands. */
export type LineOf = (path: readonly (string | number)[]) => number;

/**
 * Makes a format ready to read.
 *
 * @param file the file that it came from, for messages
 * @param lineOf of the document, see `parseYaml`
 * @throws HoneError for a pattern that is none, or that may take for ever
 */
export function compileFormat(
  document: FormatDocument,
  file: string,
  lineOf: LineOf,
  options: FormatOptions = {},
): CompiledFormat {
  const entries: CompiledEntry[] = [];
  const format: CompiledFormat = {
    id: document.id,
    tool: document.tool,
    summary: document.summary,
    file,
    priority: document.priority ?? 0,
    columns: document.columns ?? 'utf16',
    firstColumn: document.firstColumn ?? 1,
    levels: levelsOf(document),
    codeOf: codesOf(document, file, lineOf, options),
    entries,
  };
  document.entries.forEach((entry, index) => {
    const placeOf: PlaceOf = (path) => ({ file, line: lineOf(['entries', index, ...path]) });
    entries.push(compileEntry(entry, format, document, placeOf, options));
  });
  return format;
}

type PlaceOf = (path: readonly (string | number)[]) => { file: string; line: number };

function compileEntry(
  entry: EntryDocument,
  format: CompiledFormat,
  document: FormatDocument,
  placeOf: PlaceOf,
  options: PatternOptions,
): CompiledEntry {
  const compile = (text: string, ...path: (string | number)[]): RegExp =>
    withoutNames(compilePattern(text, () => placeOf(path), entry.flags, options));
  const above = (it: AboveDocument): NonNullable<CompiledEntry['above']> => ({
    pattern: compile(it.pattern, 'above', 'pattern'),
    between: it.between === undefined ? undefined : compile(it.between, 'above', 'between'),
  });
  const then = (it: ThenDocument, index: number): CompiledThen => ({
    pattern: compile(it.pattern, 'then', index, 'pattern'),
    add: it.add ?? 'nothing',
    once: it.repeat === 'once',
    same: it.same ?? [],
    unless: it.unless,
    end: it.end ?? false,
  });
  return {
    format,
    literals: typeof entry.literal === 'string' ? [entry.literal] : entry.literal,
    pattern: compile(entry.pattern, 'pattern'),
    tool: entry.tool ?? format.tool,
    category: entry.category ?? document.category,
    defaults: templatesLast(entry.defaults ?? {}),
    above: entry.above && above(entry.above),
    then: (entry.then ?? []).map(then),
    until: entry.until === undefined ? undefined : compile(entry.until, 'until'),
    require: entry.require ?? [],
    frames: entry.frames ?? 'first',
    directory: entry.directory,
    maxLines: entry.maxLines ?? 200,
  };
}

/** What is made of other parts comes after them. */
function templatesLast(defaults: Record<string, string>): Record<string, string> {
  const isTemplate = ([, text]: [string, string]): number => Number(text.includes('{'));
  return Object.fromEntries(Object.entries(defaults).sort((a, b) => isTemplate(a) - isTemplate(b)));
}

/** The table is read when the first rule is looked up, for formats of users with the format. */
function codesOf(
  { codes }: FormatDocument,
  file: string,
  lineOf: LineOf,
  { folder, isTrusted }: FormatOptions,
): CompiledFormat['codeOf'] {
  if (codes === undefined || folder === undefined) return (rule) => rule;
  const read = (): ReadonlyMap<string, string> => readCodes(join(folder, codes), { file, line: lineOf(['codes']) });
  let table = isTrusted ? undefined : read();
  return (rule) => (table ??= read()).get(rule) ?? rule;
}

function readCodes(path: string, place: PatternPlace): ReadonlyMap<string, string> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>));
  } catch (error) {
    throw new HoneError(`The codes of this format cannot be read: ${errorMessage(error)}`, {
      ...place,
      hint: `\`codes\` names a JSON file beside the format: \`{ "name": "CODE" }\`.`,
      cause: error,
    });
  }
}

function levelsOf({ levels }: FormatDocument): ReadonlyMap<string, Level> {
  if (!levels) return LEVELS;
  return new Map([...LEVELS, ...Object.entries(levels).map(([word, level]) => [word.toLowerCase(), level] as const)]);
}

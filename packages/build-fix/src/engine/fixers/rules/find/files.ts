import { posix } from 'node:path';
import { parseToml } from '@hone/core/toml';
import { globPattern } from '../glob.js';
import { parseJsonText } from '../manifests/json-text.js';
import { foldersAbove, inFolder } from '../manifests/kinds.js';
import { namedGroups } from '../match/match-entry.js';
import { fillPattern, fillTemplate } from '../template.js';
import { insideWorkspace } from '../workbench.js';
import { type Found, foundAll, type Lookup, readText } from './lookup.js';

/** Searches look at no more files than this, and at none that is larger. */
const MOST_FILES = 20_000;
const MOST_CHARACTERS = 1_000_000;

/** The nearest file of one of the names, in the folder of `from` or above. */
const nearest: Lookup = ({ raw, part, variables, context: { files } }) => {
  const names = [(raw as { file: unknown }).file].flat().map((name) => fillTemplate(String(name), variables));
  const from = insideWorkspace(part('from') ?? variables['file'] ?? `${variables['root']}/x`);
  for (const folder of foldersAbove(posix.dirname(from))) {
    const found = names.map((name) => inFolder(folder, name)).find((name) => files.exists(name));
    if (found !== undefined) return [{ value: found }];
  }
  return [];
};

/** Files that match a glob. */
const file: Lookup = ({ raw, text, part, context: { files } }) => {
  const glob = globPattern(typeof raw === 'string' ? text : part('glob')!);
  return foundAll(files.list(insideWorkspace(part('in') ?? '.')).filter((name) => glob.test(name)));
};

/** Folders that hold a file of a name. */
const folderWith: Lookup = ({ text: name, context: { files } }) =>
  foundAll(files.list('.').flatMap((each) => (posix.basename(each) === name ? [posix.dirname(each)] : [])));

/** Files in which a pattern is found, with its named groups as further variables. */
const search: Lookup = ({ raw, part, variables, context }) => {
  const glob = globPattern(part('files')!);
  const pattern = fillPattern(String((raw as { pattern: unknown }).pattern), variables, 'gm');
  const names = context.files.list(insideWorkspace(part('in') ?? '.')).filter((name) => glob.test(name));
  return names.slice(0, MOST_FILES).flatMap((name): Found[] => {
    const text = readText(context, name);
    if (text === undefined || text.length > MOST_CHARACTERS) return [];
    return matchesOf(text, pattern).map((match) => ({ value: name, more: namedGroups(match) }));
  });
};

const matchesOf = (text: string, pattern: RegExp): RegExpExecArray[] =>
  [...text.matchAll(pattern)] as RegExpExecArray[];

/** What a pattern finds in one file: its first group, or all; named groups become variables too. */
const text: Lookup = ({ raw, part, variables, context }) => {
  const content = readText(context, part('file')!);
  const pattern = fillPattern(String((raw as { pattern: unknown }).pattern), variables, 'gm');
  return content === undefined
    ? []
    : matchesOf(content, pattern).map((match) => ({ value: match[1] ?? match[0], more: namedGroups(match) }));
};

/** The same on one line: the entry's. */
const atLine: Lookup = ({ raw, part, variables, context }) => {
  const [name, number] = [part('file') ?? variables['file'], Number(part('line') ?? variables['line'])];
  const content = name === undefined ? undefined : readText(context, name)?.split(/\r?\n/)[number - 1];
  if (content === undefined) return [];
  const match = fillPattern(String((raw as { pattern: unknown }).pattern), variables, '').exec(content);
  return match ? [{ value: match[1] ?? match[0], more: namedGroups(match) }] : [];
};

/** Numbers of the lines on which a pattern is found. */
const line: Lookup = ({ raw, part, variables, context }) => {
  const content = readText(context, part('file')!);
  if (content === undefined) return [];
  const pattern = fillPattern(String((raw as { pattern: unknown }).pattern), variables, 'gm');
  return matchesOf(content, pattern).map(({ index }) => ({
    value: String(content.slice(0, index).split('\n').length),
  }));
};

/** What a TOML or JSON file has at a path: a scalar, the keys of a table, the items of a list. */
const data: Lookup = ({ raw, part, variables, context }) => {
  const name = part('file')!;
  const content = readText(context, name);
  if (content === undefined) return [];
  const root: unknown = name.endsWith('.toml') ? parseToml(content, name).table : parseJsonText(content);
  const path = ((raw as { path?: unknown[] }).path ?? []).map((key) => fillTemplate(String(key), variables));
  const value = path.reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], root);
  if (Array.isArray(value)) return foundAll(value.map(String));
  if (typeof value === 'object' && value !== null) return foundAll(Object.keys(value));
  return value === undefined ? [] : [{ value: String(value) }];
};

/** The name of one file seen from the folder of another. */
const relative: Lookup = ({ part }) => {
  const path = posix.relative(posix.dirname(part('from')!), part('to')!);
  return [{ value: path.startsWith('.') ? path : `./${path}` }];
};

/** What a table of the rule has under a key. */
const table: Lookup = ({ raw, part }) => {
  const of = (raw as { of: Record<string, unknown> }).of;
  const key = part('key')!;
  return Object.hasOwn(of, key) ? [{ value: String(of[key]) }] : [];
};

/** Names that the rule lists. */
const oneOf: Lookup = ({ raw }) => foundAll(raw as string[]);

/** A text, made of others. */
const value: Lookup = ({ text: filled }) => [{ value: filled }];

/** Look-ups in files. */
export const fileLookups: Readonly<Record<string, Lookup>> = {
  nearest,
  file,
  'folder-with': folderWith,
  search,
  text,
  'at-line': atLine,
  line,
  data,
  relative,
  table,
  'one-of': oneOf,
  value,
};

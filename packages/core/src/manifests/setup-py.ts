import { normalizeName } from './names.js';
import { emptyProject, type PartialProject } from './partial.js';
import { folderOf } from './paths.js';
import { parseRequirement } from './requirement.js';
import type { Dependency } from './types.js';
import { sourceOfUrl } from './uv-sources.js';

/**
 * Reads what a `setup.py` says in literals: the name, version, Python and requirements given as keyword arguments of
 * `setup(…)`, directly or through a module-level name that is assigned one literal list. The file is never run. What
 * is computed is not found, and that is no problem: nothing is guessed.
 */
export function parseSetupPy(text: string, file: string): PartialProject {
  const source = blankComments(text.replace(/^\uFEFF/, ''));
  const code = blankStrings(source);
  const call = /(?:^|[^\w.])(?:setuptools\.)?setup\s*\(/.exec(code);
  const project = emptyProject();
  if (!call) return project;
  const start = call.index + call[0].length;
  const end = closing(code, start - 1);
  const read = (key: string): Literal | undefined => literalAt({ source, code, start, end }, key);
  const text1 = (key: string): string | undefined => {
    const value = read(key);
    return value?.type === 'string' ? value.value : undefined;
  };
  const add = (value: Literal | undefined, kind: 'runtime' | 'extra', group?: string): void => {
    if (value?.type !== 'list') return;
    project.dependencies.push(...value.items.flatMap((item) => dependencyOf(item, source, file, kind, group)));
  };
  add(read('install_requires'), 'runtime');
  const extras = read('extras_require');
  for (const [extra, value] of extras?.type === 'dict' ? extras.entries : []) {
    const name = normalizeName(extra.split(':')[0]!);
    if (name !== '') project.extras.push(name);
    add(value, name === '' ? 'runtime' : 'extra', name === '' ? undefined : name);
  }
  const [name, version, requiresPython] = [text1('name'), text1('version'), text1('python_requires')];
  return {
    ...project,
    extras: [...new Set(project.extras)],
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(requiresPython !== undefined && { requiresPython }),
  };
}

type Text = { type: 'string'; value: string; offset: number };
type Literal = Text | { type: 'list'; items: Text[] } | { type: 'dict'; entries: [string, Literal][] };

function dependencyOf(
  { value, offset }: Text,
  source: string,
  file: string,
  kind: 'runtime' | 'extra',
  group?: string,
): Dependency[] {
  const requirement = parseRequirement(value);
  if ('error' in requirement) return [];
  const line = source.slice(0, offset).split('\n').length;
  const place = sourceOfUrl(requirement.url, folderOf(file));
  return [{ requirement, kind, ...(group !== undefined && { group }), source: place, file, line }];
}

/** A script with its comments blanked, the same with its strings blanked too, and where the call's arguments are. */
interface Script {
  source: string;
  code: string;
  start: number;
  end: number;
}

/** The literal of a keyword argument, or of the module-level name that it passes. */
function literalAt({ source, code, start, end }: Script, key: string): Literal | undefined {
  const argument = new RegExp(String.raw`(?:^|[\s,(])${key}\s*=\s*(?!=)`).exec(code.slice(start, end));
  if (!argument) return undefined;
  const offset = start + argument.index + argument[0].length;
  const name = /^[A-Za-z_]\w*(?=\s*[,)])/.exec(code.slice(offset, end + 1))?.[0];
  if (name === undefined) return readWhole(source, offset);
  const assignments = [...code.matchAll(new RegExp(String.raw`^${name}\s*(?::[^=\n]*)?=(?!=)`, 'gm'))];
  const changed = new RegExp(String.raw`\b${name}\s*(?:\+=|\.(?:append|extend|insert|update)\b|\[)`).test(code);
  if (assignments.length !== 1 || changed) return undefined;
  return readWhole(source, assignments[0]!.index + assignments[0]![0].length);
}

/** A literal that is all of its expression: `["a"] + more` is computed. */
function readWhole(source: string, offset: number): Literal | undefined {
  const read = readLiteral(source, offset);
  return read && /^[ \t]*(?:[,)\r\n;]|$)/.test(source.slice(read.end)) ? read.literal : undefined;
}

function readLiteral(source: string, at: number): { literal: Literal; end: number } | undefined {
  const offset = skip(source, at);
  const open = source[offset];
  if (open === '[' || open === '(') return readList(source, offset);
  if (open === '{') return readDict(source, offset);
  return readString(source, offset);
}

/** One or more adjacent plain strings; f-strings and bytes are not literals for us. */
function readString(source: string, at: number): { literal: Text; end: number } | undefined {
  const pattern = /[rRuU]?(?:'''([\s\S]*?)'''|"""([\s\S]*?)"""|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/y;
  let value: string | undefined;
  let end = at;
  for (;;) {
    pattern.lastIndex = skip(source, end);
    const match = pattern.exec(source);
    if (!match) break;
    value = (value ?? '') + (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').replace(/\\(['"\\])/g, '$1');
    end = pattern.lastIndex;
  }
  return value === undefined ? undefined : { literal: { type: 'string', value, offset: at }, end };
}

function readList(source: string, at: number): { literal: Literal; end: number } | undefined {
  const items: Text[] = [];
  let offset = skip(source, at + 1);
  while (source[offset] !== ']' && source[offset] !== ')') {
    const item = readString(source, offset);
    if (!item) return undefined;
    items.push(item.literal);
    offset = skip(source, item.end);
    if (source[offset] === ',') offset = skip(source, offset + 1);
    else if (source[offset] !== ']' && source[offset] !== ')') return undefined;
  }
  return { literal: { type: 'list', items }, end: offset + 1 };
}

function readDict(source: string, at: number): { literal: Literal; end: number } | undefined {
  const entries: [string, Literal][] = [];
  let offset = skip(source, at + 1);
  while (offset < source.length && source[offset] !== '}') {
    const key = readString(source, offset);
    if (!key) return undefined;
    const colon = skip(source, key.end);
    if (source[colon] !== ':') return undefined;
    const value = readLiteral(source, colon + 1);
    const after = value && skip(source, value.end);
    const whole = after !== undefined && (source[after] === ',' || source[after] === '}');
    // A computed value hides what is in it, not its neighbours.
    entries.push([key.literal.value, whole ? value!.literal : { type: 'list', items: [] }]);
    offset = whole ? after : skipExpression(source, colon + 1);
    if (source[offset] === ',') offset = skip(source, offset + 1);
    else if (source[offset] !== '}') return undefined;
  }
  return { literal: { type: 'dict', entries }, end: offset + 1 };
}

/** The offset of the `,` or `}` that ends an expression of a dictionary. */
function skipExpression(source: string, at: number): number {
  const token = new RegExp(`${STRING.source}|[()\\[\\]{},]`, 'g');
  token.lastIndex = at;
  let depth = 0;
  for (let match = token.exec(source); match; match = token.exec(source)) {
    if ('([{'.includes(match[0])) depth++;
    else if (depth === 0 && ',}'.includes(match[0])) return match.index;
    else if (')]}'.includes(match[0])) depth--;
  }
  return source.length;
}

function skip(source: string, offset: number): number {
  while (/\s/.test(source[offset] ?? '')) offset++;
  return offset;
}

const STRING = /'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|#[^\n]*/g;
const blank = (token: string): string => token.replace(/[^\n]/g, ' ');

/** Comments as spaces, so that offsets stay; strings are kept. */
function blankComments(source: string): string {
  return source.replace(STRING, (token) => (token.startsWith('#') ? blank(token) : token));
}

/** What stands inside quotes as spaces. */
function blankStrings(source: string): string {
  return source.replace(STRING, (token) => token[0]! + blank(token.slice(1, -1)) + token.at(-1)!);
}

/** The offset of the bracket that closes the one at `open`; the end where there is none. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if ('([{'.includes(code[i]!)) depth++;
    else if (')]}'.includes(code[i]!) && --depth === 0) return i;
  }
  return code.length;
}

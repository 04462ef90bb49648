import { fillPattern, fillTemplate, type Variables } from '../template.js';
import { NotApplicable } from '../workbench.js';
import { importPlace } from './import-place.js';
import type { Step } from './step.js';

type Arguments = Record<string, unknown>;

/** Offsets of the first character of a line (1-based), and of its end without the line end. */
function lineSpan(text: string, line: number): { start: number; end: number; next: number } {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) throw new NotApplicable(`there is no line ${line}`);
    start = end + 1;
  }
  const found = text.indexOf('\n', start);
  const next = found < 0 ? text.length : found + 1;
  const end = found < 0 ? text.length : text[found - 1] === '\r' ? found - 1 : found;
  return { start, end, next };
}

const fileOf = (argument: Arguments, variables: Variables): string =>
  fillTemplate(String(argument['file'] ?? '{file}'), variables);

const numberOf = (value: unknown, variables: Variables): number => {
  const number = Number(fillTemplate(String(value), variables));
  if (!Number.isInteger(number) || number < 1) throw new NotApplicable('no line is known');
  return number;
};

/** `$name` and `$1` of a replacement; everything else is taken as it is. */
const expand = (text: string, match: RegExpExecArray): string =>
  text.replace(
    /\$(?:\{(\w+)\}|(\d))/g,
    (_, name: string | undefined, index: string | undefined) =>
      (name === undefined ? match[Number(index)] : match.groups?.[name]) ?? '',
  );

/** Replaces what a pattern finds, on one line or in the whole file: once, unless `all` is set. */
export const replace: Step = (argument, { variables, bench }) => {
  const parts = argument as Arguments;
  const file = fileOf(parts, variables);
  const text = bench.text(file);
  const whole = parts['line'] === undefined;
  const { start, end } = whole ? { start: 0, end: text.length } : lineSpan(text, numberOf(parts['line'], variables));
  const matches = [...text.slice(start, end).matchAll(fillPattern(String(parts['pattern']), variables, 'gm'))];
  if (matches.length === 0) throw new NotApplicable(`the pattern is not found in ${file}`);
  if (matches.length > 1 && parts['all'] !== true) throw new NotApplicable(`the pattern is found twice in ${file}`);
  const newText = fillTemplate(String(parts['with']), variables);
  bench.replace(
    file,
    matches.map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
      newText: expand(newText, match as RegExpExecArray),
    })),
  );
};

/** Inserts lines before or behind a line, or at the start or end of a file. */
export const insert: Step = (argument, { variables, bench }) => {
  const parts = argument as Arguments;
  const file = fileOf(parts, variables);
  const text = bench.text(file);
  const lines = `${fillTemplate(String(parts['text']), variables).replace(/\n$/, '')}\n`;
  const at = placeOf({ ...parts, file }, variables, text);
  const open = at === text.length && text !== '' && !text.endsWith('\n');
  bench.replace(file, [{ start: at, end: at, newText: open ? `\n${lines.slice(0, -1)}` : lines }]);
};

function placeOf(parts: Arguments, variables: Variables, text: string): number {
  const { before, after, at } = parts;
  if (before !== undefined) return lineSpan(text, lineNumber(before, variables, text)).start;
  if (after !== undefined) return lineSpan(text, lineNumber(after, variables, text)).next;
  if (at === 'end') return text.length;
  return at === 'imports' ? importPlace(text, String(parts['file'])) : 0;
}

/** A line is given by its number, or by a pattern: the first that it is found on. */
function lineNumber(place: unknown, variables: Variables, text: string): number {
  const filled = fillTemplate(String(place), variables);
  if (/^\d+$/.test(filled)) return numberOf(filled, variables);
  const match = fillPattern(String(place), variables).exec(text);
  if (!match) throw new NotApplicable('the place is not found');
  return text.slice(0, match.index).split('\n').length;
}

/** Takes lines away. */
export const deleteLines: Step = (argument, { variables, bench }) => {
  const parts = (typeof argument === 'object' ? argument : { line: argument }) as Arguments;
  const file = fileOf(parts, variables);
  const text = bench.text(file);
  const first = lineSpan(text, numberOf(parts['line'], variables));
  const last = parts['to'] === undefined ? first : lineSpan(text, numberOf(parts['to'], variables));
  bench.replace(file, [{ start: first.start, end: last.next, newText: '' }]);
};

/** Makes a file where none is. */
export const create: Step = (argument, { variables, bench }) => {
  const { file, text } = argument as Arguments;
  bench.create(fillTemplate(String(file), variables), fillTemplate(String(text), variables));
};

/** Takes a file away. */
export const deleteFile: Step = (argument, { variables, bench }) => {
  bench.delete(fillTemplate(String(argument), variables));
};

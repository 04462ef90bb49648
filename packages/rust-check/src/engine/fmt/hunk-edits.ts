import type { TextEdit } from '@hone/core/diagnostics';
import { createLineIndex, type LineIndex } from '@hone/core/edits';
import type { FormatHunk } from './parse-diff.js';

/** Makes edits out of hunks of one file. */
export interface HunkEditor {
  /** `undefined` when the file does not have the lines that rustfmt saw. */
  editsOf(this: void, hunk: FormatHunk): TextEdit[] | undefined;
}

/**
 * @param file relative to the workspace root
 * @param text the file as it is on the disk
 */
export function createHunkEditor(file: string, text: string): HunkEditor {
  const index = createLineIndex(text);
  const starts = lineStarts(text);
  return {
    editsOf(hunk) {
      if (!hunk.lines.some(({ kind }) => kind !== 'stay')) return undefined;
      return isFresh(text, starts, hunk)
        ? runsOf(hunk).map((run) => toEdit(file, text, index, starts, run))
        : undefined;
    },
  };
}

/** Lines that go and the lines that come in their place. */
interface Run {
  /** 0-based number of the first line. */
  line: number;
  go: string[];
  come: string[];
  /** A line that stays follows; else the run reaches the end of the file. */
  hasNext: boolean;
}

function runsOf({ line, lines }: FormatHunk): Run[] {
  const runs: Run[] = [];
  let at = line - 1;
  let open: Run | undefined;
  for (const { kind, text } of lines) {
    if (kind === 'stay') {
      if (open) open.hasNext = true;
      open = undefined;
      at++;
      continue;
    }
    if (!open) runs.push((open = { line: at, go: [], come: [], hasNext: false }));
    if (kind === 'go') at++;
    open[kind].push(text);
  }
  return runs;
}

/** What a run replaces, as offsets of the file, and by what; the parts that both have in common stay. */
function toEdit(file: string, text: string, index: LineIndex, starts: readonly number[], run: Run): TextEdit {
  // At the end of the file there is no line end behind the run, so it takes the one before it.
  const atEnd = !run.hasNext && run.line > 0;
  const wrap = (lines: readonly string[]): string =>
    run.hasNext
      ? lines.map((it) => `${it}\n`).join('')
      : atEnd
        ? lines.map((it) => `\n${it}`).join('')
        : lines.join('\n');
  const before = wrap(run.go);
  const after = wrap(run.come);
  const { prefix, suffix } = commonEnds(before, after);
  const position = (offset: number) => {
    const ahead = before.slice(0, offset).split('\n');
    const line = run.line + ahead.length - (atEnd ? 2 : 1);
    // Before the line end that the run took from the line above it.
    const column = ahead.length === 1 && atEnd ? lineLength(text, starts, line) : ahead.at(-1)!.length;
    return index.offsetToPosition(starts[line]! + column);
  };
  return {
    file,
    region: { start: position(prefix), end: position(before.length - suffix) },
    newText: after.slice(prefix, after.length - suffix),
  };
}

/** How much two texts share at their starts and ends, no character cut in two. */
function commonEnds(a: string, b: string): { prefix: number; suffix: number } {
  const most = Math.min(a.length, b.length);
  let prefix = 0;
  while (prefix < most && a[prefix] === b[prefix]) prefix++;
  if (prefix > 0 && isHigh(a.charCodeAt(prefix - 1))) prefix--;
  let suffix = 0;
  while (suffix < most - prefix && a[a.length - 1 - suffix] === b[b.length - 1 - suffix]) suffix++;
  if (suffix > 0 && isLow(a.charCodeAt(a.length - suffix))) suffix--;
  return { prefix, suffix };
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Whether the file has the lines that stay and go where the hunk says. */
function isFresh(text: string, starts: readonly number[], { line, lines }: FormatHunk): boolean {
  return lines
    .filter(({ kind }) => kind !== 'come')
    .every((it, at) => {
      const start = starts[line - 1 + at];
      return (
        start !== undefined &&
        text.startsWith(it.text, start) &&
        it.text.length === lineLength(text, starts, line - 1 + at)
      );
    });
}

/** Without the line end. */
function lineLength(text: string, starts: readonly number[], line: number): number {
  const next = starts[line + 1];
  const end = next === undefined ? text.length : next - 1;
  return (next !== undefined && end > starts[line]! && text[end - 1] === '\r' ? end - 1 : end) - starts[line]!;
}

/** Lines as rustfmt counts them: only a line feed ends one, and a byte order mark is no part of the first. */
function lineStarts(text: string): number[] {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

import type { Position, TextEdit } from '@hone/core/diagnostics';

/** Lines of the new text that an edit wrote. */
export interface ChangedLines {
  first: number;
  last: number;
  /** The index of the fix that wrote them, in the list that was given. */
  fix: number;
}

/** How the lines of one file moved when edits were applied to it. */
export interface TextMoves {
  /** The line on which what stood at a position of the old text now stands. */
  lineOf(position: Position): number;
  /** What was written, in the lines of the new text. */
  changed: readonly ChangedLines[];
}

/** @param edits of one file, in positions of its old text, each with the index of its fix; none overlaps another */
export function textMoves(edits: readonly { edit: TextEdit; fix: number }[]): TextMoves {
  const sorted = [...edits].sort((a, b) => comparePlaces(a.edit.region.start, b.edit.region.start));
  const changed: ChangedLines[] = [];
  let shift = 0;
  let previous: { edit: TextEdit; shift: number } | undefined;
  for (const { edit, fix } of sorted) {
    // An edit that two fixes have in common is made once.
    const repeated = previous !== undefined && isSame(previous.edit, edit);
    const before = repeated ? previous!.shift : shift;
    changed.push({ ...writtenLines(edit, before), fix });
    if (repeated) continue;
    previous = { edit, shift: before };
    shift += growthOf(edit);
  }
  return {
    changed,
    lineOf: (position) =>
      moved(
        position,
        sorted.map(({ edit }) => edit),
      ),
  };
}

function moved(position: Position, edits: readonly TextEdit[]): number {
  let shift = 0;
  let previous: TextEdit | undefined;
  for (const edit of edits) {
    const { start, end } = edit.region;
    if (comparePlaces(start, position) > 0) break;
    if (previous && isSame(previous, edit)) continue;
    previous = edit;
    // What was replaced is where its replacement starts.
    if (comparePlaces(end, position) > 0) return start.line + shift;
    shift += growthOf(edit);
  }
  return position.line + shift;
}

/** By how many lines a text grows. */
function growthOf({ region: { start, end }, newText }: TextEdit): number {
  return lineBreaks(newText) - (end.line - start.line);
}

function writtenLines({ region: { start, end }, newText }: TextEdit, shift: number): { first: number; last: number } {
  const first = start.line + shift;
  // Whole lines that were inserted or replaced: the line after them is as it was.
  const whole = start.column === 1 && end.column === 1 && newText.endsWith('\n');
  return { first, last: first + lineBreaks(newText) - (whole ? 1 : 0) };
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}

function comparePlaces(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return (
    a.newText === b.newText &&
    comparePlaces(a.region.start, b.region.start) === 0 &&
    comparePlaces(a.region.end, b.region.end) === 0
  );
}

import type { TextEdit } from '@hone/core/diagnostics';

/** The lines of a text without their ends. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r]/);
}

/**
 * Removes whole lines.
 *
 * @param first 1-based
 * @param last 1-based, included
 */
export function removeLines(file: string, lines: readonly string[], first: number, last: number): TextEdit {
  const endsText = last >= lines.length;
  // The last line has no end of its own: the one before gives its up.
  const start =
    endsText && first > 1
      ? { line: first - 1, column: (lines[first - 2] ?? '').length + 1 }
      : { line: first, column: 1 };
  const end = endsText ? { line: last, column: (lines[last - 1] ?? '').length + 1 } : { line: last + 1, column: 1 };
  return { file, region: { start, end }, newText: '' };
}

/**
 * Removes ranges of whole lines; ranges that touch go in one edit, so that no two edits meet.
 *
 * @param ranges first and last line of each, 1-based, both included
 */
export function removeRanges(
  file: string,
  lines: readonly string[],
  ranges: readonly (readonly [first: number, last: number])[],
): TextEdit[] {
  const merged: [number, number][] = [];
  for (const [first, last] of ranges.toSorted(([a], [b]) => a - b)) {
    const previous = merged.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged.map(([first, last]) => removeLines(file, lines, first, last));
}

import type { TextEdit } from '@hone/core/diagnostics';

/**
 * Lets the comment above a removed line go with it, where it clearly belongs to that line alone: it stands directly above
 * on lines of its own, it names what is removed, and either begins with that name or nothing stands directly below.
 * All other comments stay.
 *
 * @param edits of one text; those that remove whole lines are looked at
 * @param names what is removed
 */
export function withOwnComments(text: string, edits: readonly TextEdit[], names: readonly string[]): TextEdit[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|[\n\r]/);
  return edits.map((edit) => {
    const { start, end } = edit.region;
    if (edit.newText !== '' || start.column !== 1 || end.line <= start.line) return edit;
    const first = firstOfBlock(lines, start.line);
    const block = lines.slice(first - 1, start.line - 1).map((line) => line.replace(/^\s*#+\s*/, ''));
    const removed = lines.slice(start.line - 1, end.line - 1).join('\n');
    const named = names.filter((name) => mentions(removed, name) && mentions(block.join('\n'), name));
    const leads = named.some((name) => mentions(/^\W*\S+/.exec(block[0] ?? '')?.[0] ?? '', name));
    const alone = /^\s*(?:$|[#[\]})])/.test(lines[end.line - 1] ?? '');
    if (named.length === 0 || (!leads && !alone)) return edit;
    return { ...edit, region: { start: { line: first, column: 1 }, end } };
  });
}

/** @returns the 1-based first line of the comment that ends right above a line; that line itself without one */
function firstOfBlock(lines: readonly string[], line: number): number {
  let first = line;
  // What ends a string of several lines may look like a comment.
  while (first > 1 && /^\s*#(?!.*(?:"""|'''))/.test(lines[first - 2] ?? '')) first--;
  return first;
}

/** Whether a text has a name as a word of its own; case and the kind of separators do not count. */
function mentions(text: string, name: string): boolean {
  const pattern = name
    .split(/[-_.]+/)
    .map((part) => part.replaceAll(/[^A-Za-z0-9]/g, '\\$&'))
    .join('[-_.]+');
  return new RegExp(`(?<![\\w.-])${pattern}(?![\\w-]|\\.\\w)`, 'i').test(text);
}

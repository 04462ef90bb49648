import { structuredPatch } from 'diff';

/** A file before and after; `undefined` is for no file. */
export interface FileChange {
  /** Relative to the folder in which the patch will be applied, with forward slashes. */
  path: string;
  before: string | undefined;
  after: string | undefined;
}

/**
 * A unified diff in git's form, for `git apply` and for reading. Line ends and a missing one at the end of a file are
 * kept as they are; files without a change are left out.
 *
 * @returns the patch with `\n` after each of its own lines, or an empty string
 */
export function renderUnifiedDiff(files: readonly FileChange[]): string {
  return files
    .filter(({ before, after }) => before !== after)
    .map(renderFile)
    .join('');
}

function renderFile({ path, before, after }: FileChange): string {
  const oldName = quote(`a/${path}`);
  const newName = quote(`b/${path}`);
  const lines = [`diff --git ${oldName} ${newName}`];
  if (before === undefined) lines.push('new file mode 100644');
  if (after === undefined) lines.push('deleted file mode 100644');

  const hunks = hunksOf(before ?? '', after ?? '');
  if (hunks.length > 0) {
    lines.push(`--- ${before === undefined ? '/dev/null' : withTab(oldName)}`);
    lines.push(`+++ ${after === undefined ? '/dev/null' : withTab(newName)}`);
  }
  return [...lines, ...hunks].map((line) => `${line}\n`).join('');
}

/** Edits beyond which a shortest diff is not looked for: its cost grows with their square. */
const MAX_EDITS = 4000;

function hunksOf(before: string, after: string): string[] {
  const patch = structuredPatch('', '', before, after, '', '', { context: 3, maxEditLength: MAX_EDITS });
  const hunks = patch?.hunks ?? [wholeFileHunk(before, after)];
  return hunks.flatMap((hunk) => [
    `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
    ...hunk.lines,
  ]);
}

/** A hunk that takes away every old line and adds every new one. */
function wholeFileHunk(before: string, after: string): Hunk {
  const removed = splitLines(before);
  const added = splitLines(after);
  const mark = (lines: string[], sign: string, text: string): string[] => [
    ...lines.map((line) => sign + line),
    ...(text === '' || text.endsWith('\n') ? [] : ['\\ No newline at end of file']),
  ];
  return {
    oldStart: 1,
    oldLines: removed.length,
    newStart: 1,
    newLines: added.length,
    lines: [...mark(removed, '-', before), ...mark(added, '+', after)],
  };
}

interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** An empty range names the line before it, which is line 0 at the top of a file. */
function range(start: number, count: number): string {
  const from = count === 0 ? start - 1 : start;
  return count === 1 ? String(from) : `${from},${count}`;
}

/** A name that holds a space needs a tab after it, or the rest of it is taken for a time stamp. */
function withTab(name: string): string {
  return name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name;
}

const ESCAPES: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Quotes a name as git does when it holds a quote, a backslash or a control character; others stay readable. */
function quote(name: string): string {
  // eslint-disable-next-line no-control-regex
  const special = /["\\\0-\x1F\x7F]/g;
  if (!special.test(name)) return name;
  const octal = (char: string): string => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return `"${name.replace(special, (char) => ESCAPES[char] ?? octal(char))}"`;
}

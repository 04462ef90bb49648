import { createLineIndex, type FileChange, replaceSpans, type Span, toSpan } from '@hone/core/edits';
import { compareText } from '@hone/core/diagnostics';
import type { Change, PlannedFix } from '../types.js';

/** What of a planned fix says how texts change. */
export type AppliedFix = Pick<PlannedFix, 'pass' | 'changes'>;

/**
 * Applies fixes of one plan, all of them or any choice, to texts. Edits keep the positions that they have in the plan.
 *
 * @param fixes in the order of the plan
 * @param read gives the text of a file as it was planned on, `undefined` when there is none
 * @returns the files that change, sorted by name
 * @throws HoneError when a position lies outside the text, which is not the one that was planned on then
 */
export function applyPlannedFixes(
  fixes: readonly AppliedFix[],
  read: (file: string) => string | undefined,
): FileChange[] {
  const texts = new Map<string, string | undefined>();
  for (const [file, changes] of changesByFile(fixes)) texts.set(file, changeFile(changes, read(file)));
  return [...texts]
    .map(([file, after]): FileChange => ({ path: file, before: read(file), after }))
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => compareText(a.path, b.path));
}

/** Names of all files that a change is of. */
export function fileOfChange(change: Change): string {
  return change.kind === 'edit' ? change.edit.file : change.file;
}

function changesByFile(fixes: readonly AppliedFix[]): Map<string, Change[]> {
  const byFile = new Map<string, Change[]>();
  // A stable sort: in one pass the order of the plan stays.
  for (const { changes } of [...fixes].sort((a, b) => a.pass - b.pass)) {
    for (const change of changes) {
      const file = fileOfChange(change);
      const known = byFile.get(file);
      if (known) known.push(change);
      else byFile.set(file, [change]);
    }
  }
  return byFile;
}

function changeFile(changes: readonly Change[], text: string | undefined): string | undefined {
  if (changes.some(({ kind }) => kind === 'delete')) return undefined;
  const created = changes.find((change) => change.kind === 'create');
  if (created) return created.text;
  const before = text ?? '';
  const index = createLineIndex(before);
  const spans = changes.flatMap((change) => (change.kind === 'edit' ? [toSpan(index, change.edit)] : []));
  return replaceSpans(
    before,
    withoutRepeats(spans, before).sort((a, b) => a.start - b.start || a.end - b.end),
  );
}

/** Of edits that several fixes have in common, one. */
function withoutRepeats(spans: readonly Span[], text: string): Span[] {
  const seen = new Set<string>();
  return spans.filter((span) => {
    if (!canBeShared(span, text)) return true;
    const key = `${span.start}:${span.end}:${span.newText}`;
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Whether two fixes that both have this edit mean one and the same: a replacement, or an insertion of whole lines, such as
 * an import. A bracket that both insert may be wanted twice.
 */
export function canBeShared(span: Span, text: string): boolean {
  return span.end > span.start || isWholeLines(span, text);
}

/** Whether an edit inserts lines between lines. */
export function isWholeLines({ start, end, newText }: Span, text: string): boolean {
  if (start !== end) return false;
  const atLineStart = start === 0 || text[start - 1] === '\n' || (start === 1 && text.charCodeAt(0) === 0xfeff);
  if (atLineStart) return newText.endsWith('\n');
  const atLineEnd = start === text.length || text[start] === '\n' || text[start] === '\r';
  return atLineEnd && newText.startsWith('\n');
}

import type { Fix, TextEdit } from '../diagnostics/diagnostic.js';
import { HoneError } from '../diagnostics/hone-error.js';
import { createLineIndex, type LineIndex } from './line-index.js';
import { findOverlap, replaceSpans, type Span, sortSpans, spansConflict, toSpan } from './spans.js';

/** Why a fix was not applied. Only `overlap` can succeed in a later pass. */
export type LeftReason = 'overlap' | 'overlaps-itself' | 'out-of-range' | 'missing-file';

/** A fix that was not applied. */
export interface LeftFix {
  fix: Fix;
  reason: LeftReason;
  /** One sentence for a person. */
  message: string;
}

/** What became of a list of fixes. */
export interface FixOutcome {
  applied: Fix[];
  left: LeftFix[];
}

/**
 * Applies edits to one text, all of them or none. Insertions at one place follow each other in the order of the list.
 * A byte order mark stays, and line ends of the new text become those that the text uses.
 *
 * @param edits edits of this text; their `file` is not looked at
 * @throws HoneError with code `edit/out-of-range` or `edit/overlap`
 */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const index = createLineIndex(text);
  const spans = sortSpans(edits.map((edit) => toSpan(index, edit)));
  const overlap = findOverlap(spans);
  if (overlap) {
    const { line, column } = index.offsetToPosition(overlap[1].start);
    throw new HoneError(`Two edits overlap at ${line}:${column}.`, {
      code: 'edit/overlap',
      line,
      hint: 'Apply one, then run the tool again for the other.',
    });
  }
  return replaceSpans(text, spans);
}

/**
 * Applies fixes to one text: each as a whole or not at all, the earlier in the list before the later. One that stands in
 * the way of an applied one is left for a later pass; one equal to an applied one counts as applied.
 *
 * @param fixes fixes of this text; the `file` of their edits is not looked at
 */
export function applyFixes(text: string, fixes: readonly Fix[]): FixOutcome & { text: string } {
  const { outcome, edited } = selectFixes(fixes, () => text, sameFile);
  return { text: edited.get('')?.after ?? text, ...outcome };
}

const sameFile = (): string => '';

/**
 * Applies fixes that may reach over several files: each in all its files or in none.
 *
 * @param fixes in order of preference
 * @param read gives the text of a file by the name that edits use, `undefined` when there is none
 * @returns the changed files, sorted by name, with their texts before and after
 */
export function applyFixesToFiles(
  fixes: readonly Fix[],
  read: (file: string) => string | undefined,
): FixOutcome & { files: { path: string; before: string; after: string }[] } {
  const { outcome, edited } = selectFixes(fixes, read, (edit) => edit.file);
  const files = [...edited].map(([path, { before, after }]) => ({ path, before, after }));
  return { ...outcome, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

interface OpenFile {
  text: string;
  index: LineIndex;
  /** Spans of the fixes taken so far, sorted. */
  taken: Span[];
}

function selectFixes(
  fixes: readonly Fix[],
  read: (file: string) => string | undefined,
  fileOf: (edit: TextEdit) => string,
): { outcome: FixOutcome; edited: Map<string, { before: string; after: string }> } {
  const files = new Map<string, OpenFile>();
  const open = (name: string): OpenFile => {
    let file = files.get(name);
    if (!file) {
      const text = read(name);
      if (text === undefined) throw new HoneError(`There is no file ${name}.`, { code: 'missing-file', file: name });
      file = { text, index: createLineIndex(text), taken: [] };
      files.set(name, file);
    }
    return file;
  };

  const outcome: FixOutcome = { applied: [], left: [] };
  const seen = new Set<string>();
  for (const fix of fixes) {
    const key = JSON.stringify(fix.edits.map((edit) => [fileOf(edit), edit.region, edit.newText]));
    const reason = seen.has(key) ? undefined : takeFix(fix, open, fileOf);
    if (reason) {
      outcome.left.push({ fix, ...reason });
    } else {
      seen.add(key);
      outcome.applied.push(fix);
    }
  }

  const edited = new Map<string, { before: string; after: string }>();
  for (const [name, { text, taken }] of files) {
    const after = taken.length > 0 ? replaceSpans(text, taken) : text;
    if (after !== text) edited.set(name, { before: text, after });
  }
  return { outcome, edited };
}

/** Adds the spans of a fix to its files, or says why it cannot. */
function takeFix(
  fix: Fix,
  open: (name: string) => OpenFile,
  fileOf: (edit: TextEdit) => string,
): Omit<LeftFix, 'fix'> | undefined {
  const wanted = new Map<OpenFile, Span[]>();
  try {
    for (const edit of fix.edits) {
      const file = open(fileOf(edit));
      const spans = wanted.get(file) ?? [];
      spans.push(toSpan(file.index, edit));
      wanted.set(file, spans);
    }
  } catch (error) {
    if (!(error instanceof HoneError)) throw error;
    return { reason: error.code === 'missing-file' ? 'missing-file' : 'out-of-range', message: error.message };
  }
  for (const spans of wanted.values()) {
    if (findOverlap(sortSpans(spans))) {
      return { reason: 'overlaps-itself', message: `Edits of the fix "${fix.description}" overlap each other.` };
    }
  }
  for (const [file, spans] of wanted) {
    const hit = spans.map((span) => conflictOf(file.taken, span)).find((found) => found !== undefined);
    if (hit) {
      const { line } = file.index.offsetToPosition(hit.start);
      return { reason: 'overlap', message: `The fix "${fix.description}" meets another one on line ${line}.` };
    }
  }
  for (const [file, spans] of wanted) addSpans(file, sortSpans(spans));
  return undefined;
}

/** A taken span that conflicts with `span`: only the neighbours of its place can. */
function conflictOf(taken: readonly Span[], span: Span): Span | undefined {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (taken[middle]!.end < span.start) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < taken.length && taken[at]!.start <= span.end; at++) {
    if (spansConflict(taken[at]!, span)) return taken[at];
  }
  return undefined;
}

/** Puts spans in their places; those behind all others, the usual case, cost nothing. */
function addSpans(file: OpenFile, added: readonly Span[]): void {
  const last = file.taken.at(-1);
  const first = added[0];
  file.taken.push(...added);
  if (last && first && last.end > first.start) file.taken = sortSpans(file.taken);
}

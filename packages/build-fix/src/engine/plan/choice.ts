import { createLineIndex, findOverlap, type LineIndex, sortSpans, type Span, toSpan } from '@hone/core/edits';
import type { Candidate, LeftReason, LogEntry } from '../types.js';

/** A candidate whose changes were looked at: it can be carried out as the files are. */
export interface Choice {
  candidate: Candidate;
  /** Its edits by file, sorted. */
  spans: ReadonlyMap<string, readonly Span[]>;
  /** Texts of the files that it makes. */
  creates: ReadonlyMap<string, string>;
  deletes: ReadonlySet<string>;
  answers: readonly LogEntry[];
}

/** A candidate that can not be taken. */
export interface Refusal {
  candidate: Candidate;
  reason: LeftReason;
  /** One sentence. */
  explanation: string;
}

/** Texts with their lines, each read once. */
export interface Texts {
  read(file: string): string | undefined;
  index(file: string): LineIndex | undefined;
}

/** Keeps what was read. */
export function textsOf(read: (file: string) => string | undefined): Texts {
  const texts = new Map<string, string | undefined>();
  const indices = new Map<string, LineIndex>();
  const text = (file: string): string | undefined => {
    if (!texts.has(file)) texts.set(file, read(file));
    return texts.get(file);
  };
  return {
    read: text,
    index: (file) => {
      const known = indices.get(file);
      const content = known ? undefined : text(file);
      if (known || content === undefined) return known;
      const index = createLineIndex(content);
      indices.set(file, index);
      return index;
    },
  };
}

/**
 * Turns the edits of a candidate into offsets.
 *
 * @param texts has every file that it edits
 * @throws HoneError when a position lies outside its file
 */
export function choiceOf(candidate: Candidate, texts: Texts): Choice | Refusal {
  const spans = new Map<string, Span[]>();
  const creates = new Map<string, string>();
  const deletes = new Set<string>();
  for (const change of candidate.changes) {
    if (change.kind === 'create') creates.set(change.file, change.text);
    else if (change.kind === 'delete') deletes.add(change.file);
    else {
      const { file } = change.edit;
      spans.set(file, [...(spans.get(file) ?? []), toSpan(texts.index(file)!, change.edit)]);
    }
  }
  for (const [file, list] of spans) {
    const sorted = sortSpans(list);
    if (findOverlap(sorted) || deletes.has(file) || creates.has(file)) {
      return { candidate, reason: 'conflict', explanation: `Edits of "${candidate.description}" overlap each other.` };
    }
    spans.set(file, sorted);
  }
  return { candidate, spans, creates, deletes, answers: candidate.answers };
}

/** Whether carrying it out leaves every file as it is and runs nothing. */
export function changesNothing({ candidate, spans, creates, deletes }: Choice, texts: Texts): boolean {
  if (creates.size > 0 || deletes.size > 0 || (candidate.commands?.length ?? 0) > 0) return false;
  for (const [file, list] of spans) {
    const text = texts.read(file) ?? '';
    if (list.some(({ start, end, newText }) => text.slice(start, end) !== newText)) return false;
  }
  return true;
}

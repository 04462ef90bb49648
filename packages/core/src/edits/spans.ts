import type { TextEdit } from '../diagnostics/diagnostic.js';
import type { LineIndex } from './line-index.js';

/** An edit by UTF-16 offsets. */
export interface Span {
  start: number;
  end: number;
  newText: string;
}

/** @throws HoneError with code `edit/out-of-range` */
export function toSpan(index: LineIndex, edit: TextEdit): Span {
  return { ...index.regionToOffsets(edit.region), newText: edit.newText };
}

/** Orders spans by place; those at one place keep their order. An insertion goes before a replacement there. */
export function sortSpans(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Whether two edits of one list touch the same characters. Insertions at one place do not: they follow each other. */
export function spansOverlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * Whether edits of two different fixes stand in each other's way: they touch the same characters, or one inserts at a
 * place that the other inserts at or borders on, where the outcome would depend on their order.
 */
export function spansConflict(a: Span, b: Span): boolean {
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return spansOverlap(a, b);
}

/** The first pair of overlapping spans of a sorted list. */
export function findOverlap(sorted: readonly Span[]): readonly [Span, Span] | undefined {
  let widest = sorted[0];
  for (const span of sorted.slice(1)) {
    if (widest && spansOverlap(widest, span)) return [widest, span];
    if (!widest || span.end > widest.end) widest = span;
  }
  return undefined;
}

/** Replaces sorted spans that do not overlap; inserted text takes the line ends of the text. */
export function replaceSpans(text: string, sorted: readonly Span[]): string {
  const lineEnd = dominantLineEnd(text);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, newText } of sorted) {
    parts.push(text.slice(at, start), lineEnd ? newText.replace(/\r\n|\n/g, lineEnd) : newText);
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The line end that a text uses most, `undefined` for a text of one line. */
export function dominantLineEnd(text: string): '\n' | '\r\n' | undefined {
  if (!text.includes('\r\n')) return text.includes('\n') ? '\n' : undefined;
  const windows = text.split('\r\n').length;
  const all = text.split('\n').length;
  return windows - 1 > all - windows ? '\r\n' : '\n';
}

import { type Span } from '@hone/core/edits';
import type { Change } from '../types.js';
import type { Choice, Texts } from './choice.js';

/**
 * The same choice with edits of several lines cut down to the lines that they change: a tool that sorts imports replaces all
 * of them, also those that stay where they are.
 *
 * @returns undefined when there is nothing to cut
 */
export function narrowChoice(choice: Choice, texts: Texts): Choice | undefined {
  const spans = new Map<string, readonly Span[]>();
  let isNarrower = false;
  for (const [file, list] of choice.spans) {
    const text = texts.read(file) ?? '';
    const cut = list.map((span) => narrowSpan(span, text));
    isNarrower ||= cut.some((span, at) => span !== list[at]);
    spans.set(file, cut);
  }
  if (!isNarrower) return undefined;
  const others = choice.candidate.changes.filter(({ kind }) => kind !== 'edit');
  const edits = [...spans].flatMap(([file, list]) => list.map((span) => toChange(file, span, texts)));
  return { ...choice, spans, candidate: { ...choice.candidate, changes: [...others, ...edits] } };
}

function toChange(file: string, { start, end, newText }: Span, texts: Texts): Change {
  const at = texts.index(file)!.offsetToPosition;
  return { kind: 'edit', edit: { file, region: { start: at(start), end: at(end) }, newText } };
}

function narrowSpan(span: Span, text: string): Span {
  const before = linesOf(text.slice(span.start, span.end));
  const after = linesOf(span.newText);
  const isSame = (a = '', b = ''): boolean => a.replace('\r', '') === b.replace('\r', '');
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  if (before.length < 2 || head + tail === 0) return span;
  const length = (lines: readonly string[]): number => lines.join('').length;
  return {
    start: span.start + length(before.slice(0, head)),
    end: span.end - length(before.slice(before.length - tail)),
    newText: after.slice(head, after.length - tail).join(''),
  };
}

/** With their ends. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

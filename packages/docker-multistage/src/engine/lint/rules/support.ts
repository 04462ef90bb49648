import type { Dockerfile, Instruction, Span } from '../../dockerfile/index.js';
import type { Finding, SpanEdit } from '../rule.js';

/** The instructions with one of these keywords. */
export function instructionsOf({ instructions }: Dockerfile, ...keywords: readonly string[]): Instruction[] {
  return instructions.filter(({ keyword }) => keywords.includes(keyword));
}

/** The whole lines that an instruction takes, its line end included. */
export function wholeLines({ start, end }: Span, text: string): Span {
  const before = text.lastIndexOf('\n', start - 1) + 1;
  const after = text.indexOf('\n', end);
  return { start: before, end: after === -1 ? text.length : after + 1 };
}

export function replace(span: Span, newText: string): SpanEdit {
  return { span: { start: span.start, end: span.end }, newText };
}

export function insert(at: number, newText: string): SpanEdit {
  return { span: { start: at, end: at }, newText };
}

/** What a fix is worth for: `safe` keeps the meaning. */
export function safe(description: string, ...edits: SpanEdit[]): Pick<Finding, 'fix'> {
  return { fix: { description, applicability: 'safe', edits } };
}

export function unsafe(description: string, ...edits: SpanEdit[]): Pick<Finding, 'fix'> {
  return { fix: { description, applicability: 'unsafe', edits } };
}

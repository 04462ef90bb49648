import type { Dockerfile, Instruction, Span } from '../dockerfile/index.js';
import type { SpanEdit } from '../lint/rule.js';

/**
 * Applies edits to a file; insertions at one place follow each other in the order of the list, and new text gets the line
 * ends of the file.
 *
 * @returns `undefined` when two edits overlap
 */
export function applySpanEdits(text: string, edits: readonly SpanEdit[]): string | undefined {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const isWindows = text.split('\r\n').length * 2 > text.split('\n').length + 1;
  const parts: string[] = [];
  let at = 0;
  for (const { span, newText } of sorted) {
    if (span.start < at) return undefined;
    parts.push(text.slice(at, span.start), isWindows ? newText.replace(/\r?\n/g, '\r\n') : newText);
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}

/** The way in which a file is written, for what is added to it. */
export interface Style {
  /** Between two lines of one instruction: the escape character, a line end and the indentation. */
  join: string;
  /** A keyword in the case of the file. */
  keyword(name: string): string;
}

/** How most instructions of a file are written. */
export function styleOf({ text, escape, instructions }: Dockerfile): Style {
  const indents = instructions.flatMap(({ start, end }) => [
    ...text.slice(start, end).matchAll(/[\\`][ \t]*\r?\n([ \t]+)(?=[^\s#])/g),
  ]);
  const counts = new Map<string, number>();
  for (const [, indent = ''] of indents) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  const [indent = '    '] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const lower = instructions.filter(({ written }) => written === written.toLowerCase()).length;
  return {
    join: ` ${escape}\n${indent}`,
    keyword: (name) => (lower * 2 > instructions.length ? name.toLowerCase() : name),
  };
}

/** An instruction with the comments right above it, as whole lines with the line end. */
export function blockOf({ start, end, comments }: Instruction, text: string): Span {
  let first = lineStart(text, start);
  for (const comment of [...comments].reverse()) {
    // A comment after which comes an empty line is about something else.
    if (text.slice(comment.end, first).trim() !== '' || /\n\s*\n/.test(text.slice(comment.end, first))) break;
    first = lineStart(text, comment.start);
  }
  return { start: first, end: lineEnd(text, end) };
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** After the line end of the line that an offset lies in. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

/** An insertion of whole lines behind an instruction, wherever the file ends. */
export function insertAfter({ end }: Span, lines: string, text: string): SpanEdit {
  const at = lineEnd(text, end);
  const isOpen = at === text.length && !text.endsWith('\n');
  return { span: { start: at, end: at }, newText: isOpen ? `\n${lines.replace(/\n$/, '')}` : lines };
}

/** An insertion of whole lines before an instruction and its comments. */
export function insertBefore(instruction: Instruction, lines: string, text: string): SpanEdit {
  const { start } = blockOf(instruction, text);
  return { span: { start, end: start }, newText: lines };
}

/** The text of an instruction as it is written, without its comments. */
export function writtenOf({ start, end }: Span, text: string): string {
  return text.slice(start, end).replaceAll('\r\n', '\n');
}

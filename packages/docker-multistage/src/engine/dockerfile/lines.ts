import { LogicalTextBuilder } from './logical-text.js';
import type { LogicalText } from './logical-text.js';
import type { Comment, Directive, Heredoc } from './types.js';
import { heredocMarkers } from './heredocs.js';

/** An instruction's lines put together, before it is read. */
export interface LogicalLine {
  line: number;
  bodyEndLine: number;
  endLine: number;
  text: LogicalText;
  /** Offset after the last character, heredocs included. */
  end: number;
  comments: readonly Comment[];
  heredocs: readonly Heredoc[];
  blankLine: number | undefined;
}

export interface SplitFile {
  escape: string;
  directives: readonly Directive[];
  comments: readonly Comment[];
  lines: readonly LogicalLine[];
}

interface PhysicalLine {
  text: string;
  start: number;
}

const DIRECTIVE = /^#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(.+?)\s*$/;
const DIRECTIVES = new Set(['syntax', 'escape', 'check']);

/**
 * Splits a Dockerfile into instructions, as BuildKit's parser does: directives first, comments within continuation lines
 * left out, an escape character that is itself escaped ends no line, and heredocs belong to the instruction that opens
 * them. (BuildKit, frontend/dockerfile/parser/parser.go.)
 */
export function splitFile(text: string): SplitFile {
  const lines = physicalLines(text);
  const directives = readDirectives(lines);
  const escape = directives.find(({ name }) => name === 'escape')?.value === '`' ? '`' : '\\';
  const comments: Comment[] = [];
  const result: LogicalLine[] = [];
  let above: Comment[] = [];
  let at = directives.length;
  while (at < lines.length) {
    const first = lines[at]!;
    const comment = commentOf(first, at + 1);
    if (comment) {
      comments.push(comment);
      above = comment.text === '' ? [] : [...above, comment];
      at++;
    } else if (first.text.trim() === '') {
      at++;
    } else {
      const line = joinLines(lines, at, escape, comments, above);
      result.push(line);
      above = [];
      at = line.endLine;
    }
  }
  return { escape, directives, comments, lines: result };
}

function physicalLines(text: string): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const cut = end > start && text[end - 1] === '\r' ? end - 1 : end;
    lines.push({ text: text.slice(start, cut), start });
    start = end + 1;
  }
  return lines;
}

function readDirectives(lines: readonly PhysicalLine[]): Directive[] {
  const directives: Directive[] = [];
  for (const [index, { text, start }] of lines.entries()) {
    const [, written = '', value = ''] = DIRECTIVE.exec(text) ?? [];
    const name = written.toLowerCase();
    if (!DIRECTIVES.has(name)) break;
    directives.push({ name: name as Directive['name'], value, line: index + 1, start, end: start + text.length });
  }
  return directives;
}

function commentOf({ text, start }: PhysicalLine, line: number): Comment | undefined {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('#')) return undefined;
  return { text: trimmed.slice(1).trim(), line, start: start + text.length - trimmed.length, end: start + text.length };
}

function joinLines(
  lines: readonly PhysicalLine[],
  first: number,
  escape: string,
  comments: Comment[],
  above: readonly Comment[],
): LogicalLine {
  const builder = new LogicalTextBuilder();
  let blankLine: number | undefined;
  let at = first;
  let end = lines[first]!.start;
  for (let open = true; open && at < lines.length; at++) {
    const physical = lines[at]!;
    const comment = at > first ? commentOf(physical, at + 1) : undefined;
    if (comment) {
      comments.push(comment);
    } else if (at > first && physical.text.trim() === '') {
      blankLine ??= at + 1;
    } else {
      const cut = continuationAt(physical.text, escape);
      open = cut !== -1;
      const indent = at === first ? physical.text.length - physical.text.trimStart().length : 0;
      builder.add(physical.text.slice(indent, open ? cut : undefined), physical.start + indent);
      end = physical.start + (open ? cut : physical.text.length);
    }
  }
  const text = builder.build();
  const { heredocs, next } = readHeredocs(lines, at, text.text, escape);
  const last = heredocs.length > 0 ? lines[Math.min(next, lines.length) - 1] : undefined;
  return {
    line: first + 1,
    bodyEndLine: at,
    endLine: next,
    text,
    end: last ? last.start + last.text.length : end,
    comments: above,
    heredocs,
    blankLine,
  };
}

/** Where the escape character stands that joins this line with the next, or -1. */
function continuationAt(text: string, escape: string): number {
  let at = text.length - 1;
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t')) at--;
  return at >= 0 && text[at] === escape && text[at - 1] !== escape ? at : -1;
}

function readHeredocs(
  lines: readonly PhysicalLine[],
  from: number,
  instruction: string,
  escape: string,
): { heredocs: Heredoc[]; next: number } {
  const heredocs: Heredoc[] = [];
  let next = from;
  for (const { name, chomps, expands } of heredocMarkers(instruction, escape)) {
    const first = next;
    const isEnd = ({ text }: PhysicalLine) => (chomps ? text.replace(/^\t+/, '') : text) === name;
    while (next < lines.length && !isEnd(lines[next]!)) next++;
    const terminated = next < lines.length;
    const start = lines[first]?.start ?? endOf(lines);
    const end = terminated ? lines[next]!.start : endOf(lines);
    heredocs.push({ name, expands, terminated, body: { start, end } });
    if (terminated) next++;
  }
  return { heredocs, next };
}

function endOf(lines: readonly PhysicalLine[]): number {
  const last = lines.at(-1);
  return last ? last.start + last.text.length : 0;
}

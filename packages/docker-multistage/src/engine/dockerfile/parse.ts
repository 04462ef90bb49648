import type { LogicalLine } from './lines.js';
import { splitFile } from './lines.js';
import type { LogicalText } from './logical-text.js';
import { findProblems } from './problems.js';
import { Memory } from './memory.js';
import type { Dockerfile, Flag, Instruction, Word } from './types.js';
import { cut, splitWords, unquote } from './words.js';

/**
 * Reads a Dockerfile. Never throws: what the builder would refuse is among the problems, and the rest is read all the
 * same.
 *
 * @param text with any line ends, with or without a byte order mark
 */
export function parseDockerfile(text: string): Dockerfile {
  const { escape, directives, comments, lines } = splitFile(text);
  const instructions = lines.map((line) => readInstruction(line, line.text, escape));
  const file = { text, escape, directives, comments, instructions, problems: [] };
  return { ...file, problems: findProblems(file) };
}

function readInstruction(line: LogicalLine, written: LogicalText, escape: string): Instruction {
  const keyword = /^\S*/.exec(written.text)![0];
  const afterKeyword = written.slice(keyword.length);
  const { flags, rest } = readFlags(afterKeyword, escape);
  const operands = trim(rest);
  const upper = keyword.toUpperCase();
  const onbuild = upper === 'ONBUILD' && operands.text !== '';
  const { exec, invalid } = readExec(upper, operands);
  return {
    keyword: upper,
    written: keyword,
    keywordSpan: written.spanOf(0, keyword.length),
    start: written.offsetOf(0),
    end: line.end,
    line: line.line,
    endLine: line.endLine,
    bodyEndLine: line.bodyEndLine,
    comments: line.comments,
    flags,
    operands,
    exec,
    execInvalid: invalid,
    heredocs: line.heredocs,
    blankLine: line.blankLine,
    trigger: onbuild ? readInstruction({ ...line, blankLine: undefined }, operands, escape) : undefined,
    memory: new Memory(),
  };
}

function trim(text: LogicalText): LogicalText {
  const start = text.text.length - text.text.trimStart().length;
  return text.slice(start, Math.max(start, text.text.trimEnd().length));
}

function readFlags(text: LogicalText, escape: string): { flags: Flag[]; rest: LogicalText } {
  if (!/^\s*--/.test(text.text)) return { flags: [], rest: text };
  const flags: Flag[] = [];
  for (const { raw, start, end } of splitWords(text.text, escape)) {
    if (!raw.startsWith('--')) return { flags, rest: text.slice(start) };
    if (raw === '--') return { flags, rest: text.slice(end) };
    const [name, value] = cut(unquote(raw, escape).slice(2), '=');
    flags.push({ name, value, ...text.spanOf(start, end) });
  }
  return { flags, rest: text.slice(text.text.length) };
}

const EXEC = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'COPY', 'ADD', 'VOLUME', 'HEALTHCHECK']);

function readExec(keyword: string, operands: LogicalText): { exec: Word[] | undefined; invalid: boolean } {
  const none = { exec: undefined, invalid: false };
  if (!EXEC.has(keyword)) return none;
  const from = keyword === 'HEALTHCHECK' ? (/^CMD\s+/i.exec(operands.text)?.[0].length ?? -1) : 0;
  if (from === -1 || operands.text[from] !== '[') return none;
  const text = operands.text.slice(from);
  try {
    const values: unknown = JSON.parse(text);
    if (!Array.isArray(values)) return none;
    if (!values.every((value) => typeof value === 'string')) return { exec: undefined, invalid: true };
    const strings = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
    return {
      exec: values.map((value: string, index) => {
        const match = strings[index]!;
        const start = from + match.index;
        return { raw: match[0], text: value, ...operands.spanOf(start, start + match[0].length) };
      }),
      invalid: false,
    };
  } catch {
    return none;
  }
}

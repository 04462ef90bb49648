import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '@hone/core/diagnostics';
import { type DecodeProblemKind, decodePython } from '@hone/core/python';
import type { SourceFile } from '../../check.js';
import type { Rule } from '../../rule.js';
import { encodingRule, nullByteRule, tooLargeRule, unreadableRule } from './rules.js';

/** A source as the checks can use it. */
export type ReadSource =
  /** `isUtf8`: ruff can read the file itself. The text starts with U+FEFF where the file has a byte order mark. */
  | { kind: 'text'; text: string; isUtf8: boolean }
  /** Python can't compile the file, or it can't be read at all. */
  | { kind: 'problem'; diagnostic: Diagnostic }
  /** Nothing can be said of the file. */
  | { kind: 'unknown'; reason: string };

/**
 * Files above this are passed over. The embedded engine takes about 60 MB of memory for each megabyte of dense source
 * (measured on lists of numbers), and the largest module of the standard library has 0.4 MB.
 */
export const largestFile = 5_000_000;

/** Reads and decodes one source as CPython would. Never throws. */
export function readSource(file: SourceFile): ReadSource {
  if (file.size > largestFile) return tooLarge(file, file.size);
  let bytes: Uint8Array;
  try {
    bytes = file.bytes();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const what = code === 'ENOENT' ? 'was deleted while the checks ran' : `can't be read (${code})`;
    return problem(unreadableRule, file, `${file.file} ${what}.`);
  }
  if (bytes.length > largestFile) return tooLarge(file, bytes.length);
  const decoded = decodePython(bytes);
  if ('error' in decoded) return decodeProblem(file, decoded.kind, decoded.error, decoded.line, decoded.column);
  const isUtf8File = decoded.encoding === 'utf-8' || isUtf8(bytes);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { kind: 'text', text: hasMark ? `\ufeff${decoded.text}` : decoded.text, isUtf8: isUtf8File };
}

function tooLarge(file: SourceFile, size: number): ReadSource {
  const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
  return problem(
    tooLargeRule,
    file,
    `${file.file} is ${megabytes(size)} large; files above ${megabytes(largestFile)} are not checked.`,
    'Exclude it with the option `exclude`, or move its data out of the source.',
  );
}

function decodeProblem(
  file: SourceFile,
  kind: DecodeProblemKind,
  error: string,
  line: number,
  column: number,
): ReadSource {
  if (kind === 'unsupported-encoding') return { kind: 'unknown', reason: error };
  const position = { line, column };
  const rule = kind === 'null-byte' ? nullByteRule : encodingRule;
  return problem(rule, file, `Python can't read this file: ${error}.`, hints[kind], position);
}

const hints: Readonly<Record<DecodeProblemKind, string>> = {
  'invalid-bytes': 'Save the file as UTF-8, or declare its encoding in the first line: `# coding: latin-1`.',
  'unknown-encoding': 'Name an encoding that Python knows, or remove the declaration for UTF-8.',
  'unsupported-encoding': '',
  'conflicting-encoding': 'Remove the byte order mark or the declaration.',
  'null-byte': 'Save the file as UTF-8 without zero bytes.',
};

function problem(
  rule: Rule,
  { file }: SourceFile,
  message: string,
  hint?: string,
  position?: { line: number; column: number },
): ReadSource {
  const region = position && { start: position, end: position };
  const diagnostic: Diagnostic = {
    tool: 'python-validate',
    ruleId: rule.id,
    level: rule.level,
    message,
    ...(hint && { hint }),
    location: { file, ...(region && { region }) },
  };
  return { kind: 'problem', diagnostic };
}

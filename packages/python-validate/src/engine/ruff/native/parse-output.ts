import type { Applicability, Position, Region } from '@hone/core/diagnostics';
import type { RuffFinding } from '../finding.js';
import { invalidSyntax, toRuleCode } from '../rule-table.js';

/** One line of `ruff check --output-format json-lines`. Columns count characters (Unicode code points). */
interface NativeFinding {
  code: string | null;
  filename: string;
  message: string;
  location: NativePosition;
  end_location: NativePosition;
  fix: { applicability: string; message: string | null; edits: NativeEdit[] } | null;
}

interface NativePosition {
  row: number;
  column: number;
}

interface NativeEdit {
  content: string;
  location: NativePosition;
  end_location: NativePosition;
}

/** Ruff's words (`always`, `sometimes` before 0.0.290) to ours. */
const applicabilities: Readonly<Record<string, Applicability>> = {
  safe: 'safe',
  unsafe: 'unsafe',
  display: 'manual',
  // As of 0.17 at least.
  displayonly: 'manual',
  automatic: 'safe',
  always: 'safe',
  suggested: 'unsafe',
  sometimes: 'unsafe',
};

/** @returns the finding and the absolute path of its file; undefined when the line is none of ruff's. */
export function parseFindingLine(line: string): NativeFinding | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isFinding = typeof value === 'object' && value !== null && 'filename' in value && 'location' in value;
    return isFinding ? (value as NativeFinding) : undefined;
  } catch {
    return undefined;
  }
}

/** Translates a finding of a native ruff. @param lines of the file, for the columns. */
export function toNativeFinding(native: NativeFinding, lines: LineIndex): RuffFinding {
  // Versions before 0.5 call a syntax error E999; since 0.8 it has no code, later one that is no rule.
  const code = native.code === null || native.code === 'E999' ? invalidSyntax : toRuleCode(native.code);
  const message = native.message.replace(/^SyntaxError: /, '');
  const finding: RuffFinding = { code, message, region: toRegion(native.location, native.end_location, lines) };
  if (!native.fix) return finding;
  return {
    ...finding,
    fix: {
      title: native.fix.message ?? '',
      applicability: applicabilities[native.fix.applicability] ?? 'unsafe',
      edits: native.fix.edits.map((edit) => ({
        region: toRegion(edit.location, edit.end_location, lines),
        newText: edit.content,
      })),
    },
  };
}

/** Gives a line of a file without its line end; 1-based. */
export type LineIndex = (line: number) => string;

/** Lines as ruff counts them: ended by `\n`, `\r\n` or `\r`. Costs nothing for a text without astral characters. */
export function createLineIndex(text: string): LineIndex {
  if (!/[\ud800-\udbff]/.test(text)) return () => '';
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  return (line) => lines[line - 1] ?? '';
}

function toRegion(start: NativePosition, end: NativePosition, lines: LineIndex): Region {
  return { start: toPosition(start, lines), end: toPosition(end, lines) };
}

function toPosition({ row, column }: NativePosition, lines: LineIndex): Position {
  const line = lines(row);
  if (line === '') return { line: row, column };
  let units = 1;
  let left = column - 1;
  for (const character of line) {
    if (left-- <= 0) break;
    units += character.length;
  }
  return { line: row, column: units + Math.max(0, left) };
}

import { isAbsolute, join, relative, sep } from 'node:path';
import { comparePositions, type Diagnostic, type Location, type Region, type TextEdit } from '@hone/core/diagnostics';
import { toPosix } from '@hone/core/files';
import type { SourceReader } from '../messages/index.js';
import { finding } from '../rules/rule.js';
import { createHunkEditor, type HunkEditor } from './hunk-edits.js';
import type { FormatDiff, FormatHunk } from './parse-diff.js';
import type { FormatError } from './parse-errors.js';
import { rustfmtConfigInvalid } from './rules.js';

/** Where rustfmt ran. */
export interface FormatPlace {
  /** Absolute path of the Nx workspace. */
  workspaceRoot: string;
  /** The folder that it ran in, relative to the workspace root. */
  cwd: string;
  sources: SourceReader;
}

/** What `cargo fmt --check` fails for, so does the task. */
const LEVEL = 'error';
const MESSAGE = 'The code is not formatted as rustfmt would.';
const HINT = 'Apply the fix, or run `cargo fmt`.';

/** Each place that rustfmt would change as a finding with one safe fix. Files outside the workspace are left out. */
export function diffDiagnostics(diff: FormatDiff, place: FormatPlace): Diagnostic[] {
  const editors = new Map<string, HunkEditor | undefined>();
  const editorOf = (file: string): HunkEditor | undefined => {
    if (!editors.has(file)) {
      const text = place.sources(file);
      editors.set(file, text === undefined ? undefined : createHunkEditor(file, text));
    }
    return editors.get(file);
  };
  const changed = diff.hunks.flatMap((hunk) => {
    const file = nameOf(hunk.file, place);
    return file === undefined ? [] : [hunkDiagnostic(file, hunk, editorOf(file)?.editsOf(hunk))];
  });
  const newlines = diff.newlineFiles.flatMap((name): Diagnostic[] => {
    const file = nameOf(name, place);
    if (file === undefined) return [];
    const message = 'The line ends are not those that rustfmt would write.';
    return [
      { tool: 'rustfmt', ruleId: 'rustfmt', level: LEVEL, message, hint: 'Run `cargo fmt`.', location: { file } },
    ];
  });
  return [...changed, ...newlines];
}

function hunkDiagnostic(file: string, hunk: FormatHunk, edits: TextEdit[] | undefined): Diagnostic {
  return {
    tool: 'rustfmt',
    ruleId: 'rustfmt',
    level: LEVEL,
    message: MESSAGE,
    hint: HINT,
    location: { file, region: edits ? around(edits) : changedLines(hunk) },
    ...(edits && { fixes: [{ description: 'Format as rustfmt would', applicability: 'safe', edits }] }),
  };
}

/** From the first edit's start to the last one's end. */
function around(edits: readonly TextEdit[]): Region {
  const starts = edits.map(({ region }) => region.start).sort(comparePositions);
  const ends = edits.map(({ region }) => region.end).sort(comparePositions);
  return { start: starts[0]!, end: ends.at(-1)! };
}

/** Without the file at hand: from the first line that changes to the last. */
function changedLines({ line, lines }: FormatHunk): Region {
  const old = lines.filter(({ kind }) => kind !== 'come');
  const first = Math.max(
    0,
    lines.findIndex(({ kind }) => kind !== 'stay'),
  );
  const last = Math.max(
    first,
    old.findLastIndex(({ kind }) => kind === 'go'),
  );
  return { start: { line: line + first, column: 1 }, end: { line: line + last + 1, column: 1 } };
}

/** A syntax error as a finding; `undefined` for what is not about a source of the workspace. */
export function errorDiagnostic(error: FormatError, place: FormatPlace): Diagnostic | undefined {
  const file = error.file === undefined ? undefined : nameOf(error.file, place);
  if (file === undefined || (error.kind !== 'source' && error.kind !== 'config')) return undefined;
  if (error.kind === 'config') {
    const message = `rustfmt cannot read its configuration: ${error.message}`;
    return finding(rustfmtConfigInvalid, { message, location: { file } });
  }
  return {
    tool: 'rustfmt',
    ruleId: 'rust/syntax',
    level: 'error',
    message: error.message.replace(/`[^`]*[\\/]([^`\\/]+)`/g, '`$1`'),
    hint: 'rustfmt cannot format the file before it is mended.',
    location: locationOf(file, error, place.sources(file)),
  };
}

function locationOf(file: string, { line, column }: FormatError, text: string | undefined): Location {
  if (line === undefined) return { file };
  const source = text?.replace(/^\uFEFF/, '').split('\n')[line - 1] ?? '';
  const units = Array.from(source)
    .slice(0, (column ?? 1) - 1)
    .join('').length;
  const at = { line, column: source === '' ? (column ?? 1) : units + 1 };
  return { file, region: { start: at, end: at } };
}

/** Relative to the workspace root; `undefined` outside. */
function nameOf(name: string, { workspaceRoot, cwd }: FormatPlace): string | undefined {
  const file = relative(workspaceRoot, isAbsolute(name) ? name : join(workspaceRoot, cwd, name));
  return file === '..' || file.startsWith(`..${sep}`) || isAbsolute(file) ? undefined : toPosix(file);
}

import type { Region } from '@hone/core';
import { compareText } from '@hone/core/diagnostics';
import type { Candidate } from '../../types.js';
import { editsOf } from './candidates.js';
import type { Uses } from './touching.js';

/** Lines that a candidate takes away, 1-based. */
interface Removal {
  owner: number;
  lines: ReadonlySet<number>;
}

/**
 * Names of Python blocks that candidates together would leave without a statement, for each candidate of a list. Each by
 * itself counts on the others' statements to stay, so ruff applies one at a time (its isolation groups, which its reports
 * do not tell). Blocks are found by indentation; in doubt, what is named here only waits for the next run.
 */
export function emptiedBlocks(
  candidates: readonly Candidate[],
  read: (file: string) => string | undefined,
): readonly Uses[] {
  const blocks = candidates.map((): Record<string, string> => ({}));
  for (const [file, edits] of deletionsByFile(candidates)) {
    const rows = read(file)?.split(/\r\n|\n|\r/);
    if (!rows) continue;
    const removals = edits.map(({ owner, region }) => ({ owner, lines: linesIn(region, rows) }));
    for (const [header, body] of blocksAround(rows, removals)) {
      const inside = removals.filter(({ lines }) => body.some((line) => lines.has(line)));
      const isEmptied = body.every((line) => inside.some(({ lines }) => lines.has(line)));
      if (isEmptied) for (const { owner } of inside) blocks[owner]![`${file}:${header}`] = `${owner}`;
    }
  }
  return blocks;
}

interface Deletion {
  owner: number;
  region: Region;
}

/** Edits of Python files that put nothing in the place of what they take. */
function deletionsByFile(candidates: readonly Candidate[]): [string, Deletion[]][] {
  const byFile = new Map<string, Deletion[]>();
  candidates.forEach((candidate, owner) => {
    for (const { file, region, newText } of editsOf(candidate)) {
      if (!/\.pyi?$/.test(file) || newText.trim() !== '') continue;
      const known = byFile.get(file);
      if (known) known.push({ owner, region });
      else byFile.set(file, [{ owner, region }]);
    }
  });
  return [...byFile].sort(([a], [b]) => compareText(a, b));
}

/** Lines of whose statements a region leaves nothing. */
function linesIn({ start, end }: Region, rows: readonly string[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (let line = start.line; line <= end.line; line++) {
    const row = rows[line - 1] ?? '';
    const isFromStart = line > start.line || row.slice(0, start.column - 1).trim() === '';
    const isToEnd = line < end.line || /^[\s;]*(#.*)?$/.test(row.slice(end.column - 1));
    if (isFromStart && isToEnd && row.trim() !== '') lines.add(line);
  }
  return lines;
}

/** Lines of statements by the line of the header that they belong to, for each block of which something is removed. */
function blocksAround(rows: readonly string[], removals: readonly Removal[]): Map<number, number[]> {
  const blocks = new Map<number, number[]>();
  for (const { lines } of removals) {
    const [first] = lines;
    const header = first === undefined ? undefined : headerOf(rows, first);
    if (header !== undefined && !blocks.has(header)) blocks.set(header, bodyOf(rows, header));
  }
  return blocks;
}

/** The nearest line above that is indented less. */
function headerOf(rows: readonly string[], line: number): number | undefined {
  const indent = indentOf(rows[line - 1]);
  if (indent === undefined || indent === 0) return undefined;
  for (let above = line - 1; above >= 1; above--) {
    const other = indentOf(rows[above - 1]);
    if (other !== undefined && other < indent) return above;
  }
  return undefined;
}

function bodyOf(rows: readonly string[], header: number): number[] {
  const outer = indentOf(rows[header - 1]) ?? 0;
  const body: number[] = [];
  for (let line = header + 1; line <= rows.length; line++) {
    const indent = indentOf(rows[line - 1]);
    if (indent === undefined) continue;
    if (indent <= outer) break;
    body.push(line);
  }
  return body;
}

/** `undefined` for a line that holds no statement. */
function indentOf(row: string | undefined): number | undefined {
  const match = /^([ \t\f]*)([^\s#])/.exec(row ?? '');
  return match?.[1]?.length;
}

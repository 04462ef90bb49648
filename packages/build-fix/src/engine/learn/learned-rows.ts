import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { compareText, errorMessage, HoneError } from '@hone/core/diagnostics';
import type { Outcomes } from '../types.js';

/**
 * What one store has learned of one fixer with one kind of diagnostic in one project. The counts of a source only grow,
 * and only the source itself changes them: so two files are merged by the greater of each, in any order and as often as
 * one likes, and nothing is counted twice.
 */
export interface LearnedRow extends Outcomes {
  fingerprint: string;
  fixer: string;
  project: string;
  /** The store that made these trials: random letters, nothing of a machine or a person. */
  source: string;
}

/** Writes rows as a file to share: sorted, one row a line, the same bytes for the same rows. */
export function renderLearned(rows: readonly LearnedRow[]): string {
  const lines = [...rows].sort(compareRows).map(({ fingerprint, fixer, project, source, tried, kept }) => {
    return `    ${JSON.stringify({ fingerprint, fixer, project, source, tried, kept })}`;
  });
  return `{\n  "version": 1,\n  "outcomes": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/**
 * @param file for messages
 * @throws HoneError that names the file and, where it is known, the line
 */
export function parseLearned(text: string, file: string): LearnedRow[] {
  const content = parseJson(text, file);
  const { version, outcomes } = (content ?? {}) as { version?: unknown; outcomes?: unknown };
  if (typeof version === 'number' && version > 1) {
    throw new HoneError(`It was written by a newer version of build-fix (format ${version}).`, {
      file,
      hint: 'Update @hone/build-fix.',
    });
  }
  if (version !== 1 || !Array.isArray(outcomes)) {
    throw new HoneError('It is no file of learned outcomes: `"version": 1` and a list `outcomes` are expected.', {
      file,
      hint: 'Write one by `build-fix learned export`.',
    });
  }
  return mergeRows(outcomes.map((row, index) => checkRow(row, index, file)));
}

/** The greater counts of each row: commutative, associative, and the same when repeated. */
export function mergeRows(...lists: readonly (readonly LearnedRow[])[]): LearnedRow[] {
  const merged = new Map<string, LearnedRow>();
  for (const row of lists.flat()) {
    const key = keyOf(row);
    const known = merged.get(key);
    const { tried, kept } = row;
    merged.set(key, known ? { ...known, tried: Math.max(known.tried, tried), kept: Math.max(known.kept, kept) } : row);
  }
  return [...merged.values()].sort(compareRows);
}

/** The row that counts a trial belongs to. */
export function keyOf({ fingerprint, fixer, project, source }: LearnedRow): string {
  return JSON.stringify([fingerprint, fixer, project, source]);
}

function compareRows(a: LearnedRow, b: LearnedRow): number {
  return (
    compareText(a.fingerprint, b.fingerprint) ||
    compareText(a.fixer, b.fixer) ||
    compareText(a.project, b.project) ||
    compareText(a.source, b.source)
  );
}

function checkRow(row: unknown, index: number, file: string): LearnedRow {
  const { fingerprint, fixer, project = '', source = '', tried, kept } = (row ?? {}) as Partial<LearnedRow>;
  const names = [fingerprint, fixer, project, source];
  if (names.every((name) => typeof name === 'string') && isCount(tried) && isCount(kept) && kept <= tried) {
    return { fingerprint, fixer, project, source, tried, kept } as LearnedRow;
  }
  throw new HoneError(`outcomes[${index}] is no outcome: ${JSON.stringify(row)?.slice(0, 200)}`, {
    file,
    hint: 'A row has the texts fingerprint, fixer, project and source, and the numbers tried and kept, kept ≤ tried.',
  });
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const conflict = /^<{7} /m.exec(text);
    throw new HoneError(conflict ? 'It has merge-conflict markers.' : `It is no JSON: ${errorMessage(error)}`, {
      file,
      line: conflict ? text.slice(0, conflict.index).split('\n').length : lineOfError(text),
      hint: 'Take either side and run `build-fix learned import` with the other: the order does not matter.',
    });
  }
}

/** V8 does not always tell the place; every JSON is YAML, whose reader does. It is loaded for this alone. */
function lineOfError(text: string): number | undefined {
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof Yaml;
  return parseDocument(text).errors[0]?.linePos?.[0].line;
}

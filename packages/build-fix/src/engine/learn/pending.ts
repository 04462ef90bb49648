import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type LearnedRow, parseLearned, renderLearned } from './learned-rows.js';

/** Keeps the rows of a run whose store is locked in a file beside it; the next one that opens the store takes them in. */
export function writePending(folder: string, source: string, rows: readonly LearnedRow[]): void {
  const file = path.join(folder, `${PREFIX}${source}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.tmp`, renderLearned(rows));
  renameSync(`${file}.tmp`, file);
}

/**
 * Takes in what other runs left. Rows are merged before their file goes, so nothing is lost and nothing counted twice.
 *
 * @param merge throws when the rows could not be kept
 */
export function takePending(folder: string, merge: (rows: readonly LearnedRow[]) => void): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(PREFIX) && each.endsWith('.json'))) {
    const file = path.join(folder, name);
    const rows = readRows(file);
    if (rows) merge(rows);
    rmSync(file, { force: true });
  }
}

const PREFIX = 'pending-';

/** Another process may have been faster; a file that is no list of rows holds nothing to keep. */
function readRows(file: string): LearnedRow[] | undefined {
  try {
    return parseLearned(readFileSync(file, 'utf8'), file);
  } catch {
    return undefined;
  }
}

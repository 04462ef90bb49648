import fs from 'node:fs';
import path from 'node:path';
import { type TreeRecord, putFile, readBase64, temporaryOf } from './record.js';

/** What a process left that was ended while it wrote. */
export interface Recovered {
  title: string;
  /** Files that are as they were before. */
  restored: string[];
  /** Files that somebody has changed since, which were left as they are. */
  changedSince: string[];
}

/** Where the record of a change lies while it is made. */
export function journalOf(stateFolder: string): string {
  return path.join(stateFolder, 'journal.json');
}

/**
 * Takes back what an ended process had begun to write. Called with the lock held; being ended itself does no harm.
 *
 * @returns undefined when there is nothing to take back
 */
export function recoverTree(root: string, stateFolder: string): Recovered | undefined {
  const journal = journalOf(stateFolder);
  // Without its final name nothing had been written to the tree.
  fs.rmSync(`${journal}.tmp`, { force: true });
  const record = readRecord(journal);
  if (record === undefined) return undefined;
  const recovered = rollBack(root, record);
  fs.rmSync(journal, { force: true });
  return recovered;
}

/** Puts every file back that is as the record left it. */
export function rollBack(root: string, record: TreeRecord): Recovered {
  const recovered: Recovered = { title: record.title, restored: [], changedSince: [] };
  for (const recorded of record.files) {
    const target = path.join(root, recorded.file);
    fs.rmSync(temporaryOf(target, record.id), { force: true });
    const now = readBase64(target);
    if (now !== recorded.before && now !== recorded.after) recovered.changedSince.push(recorded.file);
    else recovered.restored.push(recorded.file);
    if (now !== recorded.before && now === recorded.after)
      putFile(root, recorded, 'before', record.id, () => undefined);
  }
  removeFolders(root, record.folders);
  return recovered;
}

/** Removes folders that are empty again. */
export function removeFolders(root: string, folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      fs.rmdirSync(path.join(root, folder));
    } catch {
      // Not there, or not empty: somebody else uses it.
    }
  }
}

/** A record from the disk; what is none (a disk that was full, another version) is put aside and not read. */
export function readRecord(file: string): TreeRecord | undefined {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const record = JSON.parse(text) as TreeRecord;
    if (record.version === 1 && Array.isArray(record.files)) return record;
  } catch {
    // Below.
  }
  fs.renameSync(file, `${file}.unreadable`);
  return undefined;
}

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { HoneError, errorMessage } from '@hone/core/diagnostics';
import { withLock } from './lock.js';
import { type RecordedFile, type TreeRecord, foldersOf, newFolders, putFile, readBase64 } from './record.js';
import { type Recovered, journalOf, recoverTree, removeFolders, rollBack } from './recover.js';

/** A change of the tree that is to be made. */
export interface TreeChange {
  project: string;
  title: string;
  /** Bytes in base64, `null` for no file. */
  files: readonly Pick<RecordedFile, 'file' | 'before' | 'after'>[];
  groups: readonly (readonly string[])[];
}

/** Where it is made. */
export interface TreeOptions {
  /** Absolute path. */
  workspaceRoot: string;
  stateFolder: string;
  /** Why a file must not be written now, a sentence. */
  refuses?(file: string): string | undefined;
  /** Told before each change of the disk. */
  step?(name: string): void;
}

/** How many changes can be taken back. */
const KEPT = 20;

/**
 * Changes files of the tree in one step: a process that is ended at any moment leaves them as they were or as they are to
 * be, or leaves a journal from which the next start takes everything back. Nothing is written when one of them is not as
 * it was expected.
 *
 * @returns the record of the change, which lies among those that can be taken back
 * @throws HoneError that names the file
 */
export async function writeTree(change: TreeChange, options: TreeOptions): Promise<TreeRecord> {
  return withLock(options.stateFolder, () => {
    recoverTree(options.workspaceRoot, options.stateFolder);
    const record = recordOf(change, options);
    writeRecorded(record, options);
    keepRecord(record, options.stateFolder);
    return record;
  });
}

/** Takes back what an ended process had begun to write, when there is any. */
export async function recover(workspaceRoot: string, stateFolder: string): Promise<Recovered | undefined> {
  if (!fs.existsSync(journalOf(stateFolder))) return undefined;
  return withLock(stateFolder, () => recoverTree(workspaceRoot, stateFolder));
}

/** Writes the files of a record under a journal. Called with the lock held. */
export function writeRecorded(record: TreeRecord, options: TreeOptions): void {
  const { workspaceRoot, stateFolder, step = () => undefined } = options;
  const journal = journalOf(stateFolder);
  step('write journal');
  writeDurably(`${journal}.tmp`, JSON.stringify(record));
  step('rename journal');
  fs.renameSync(`${journal}.tmp`, journal);
  syncFolder(stateFolder);
  try {
    for (const recorded of record.files) putFile(workspaceRoot, recorded, 'after', record.id, step);
    removeFolders(workspaceRoot, foldersOf(record.files.filter(({ after }) => after === null)));
  } catch (error) {
    rollBack(workspaceRoot, record);
    fs.rmSync(journal, { force: true });
    throw new HoneError(`The files can not be written: ${errorMessage(error)}`, {
      code: 'build-fix/write-failed',
      hint: 'Everything is as it was. Check permissions and room on the disk.',
      cause: error,
    });
  }
  step('finish');
}

function recordOf({ project, title, files, groups }: TreeChange, options: TreeOptions): TreeRecord {
  const { workspaceRoot, refuses } = options;
  const recorded = files.map((each): RecordedFile => {
    const target = path.join(workspaceRoot, each.file);
    const reason = refuses?.(each.file);
    if (reason !== undefined) throw refusal(each.file, reason);
    if (readBase64(target) !== each.before) {
      throw refusal(each.file, 'It was changed by something else since it was read.');
    }
    const stats = fs.statSync(target, { throwIfNoEntry: false });
    return stats ? { ...each, mode: stats.mode & 0o7777 } : each;
  });
  const folders = newFolders(workspaceRoot, recorded);
  return { version: 1, id: newId(), project, title, files: recorded, folders, groups };
}

function refusal(file: string, reason: string): HoneError {
  return new HoneError(`Nothing was written: ${reason}`, { file, hint: 'Run build-fix again.' });
}

/** Sorts by time; the rest tells two of one millisecond apart. */
function newId(): string {
  return `${String(Date.now()).padStart(15, '0')}-${randomBytes(3).toString('hex')}`;
}

/** The folder of the changes that can be taken back. */
export function recordsFolder(stateFolder: string): string {
  return path.join(stateFolder, 'applied');
}

/** The journal becomes the record: with this rename the change is made. */
function keepRecord(record: TreeRecord, stateFolder: string): void {
  const folder = recordsFolder(stateFolder);
  fs.mkdirSync(folder, { recursive: true });
  fs.renameSync(journalOf(stateFolder), path.join(folder, `${record.id}.json`));
  syncFolder(stateFolder);
  const old = fs.readdirSync(folder).sort().slice(0, -KEPT);
  for (const name of old) fs.rmSync(path.join(folder, name), { force: true });
}

function writeDurably(file: string, text: string): void {
  const handle = fs.openSync(file, 'w');
  try {
    fs.writeFileSync(handle, text);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Makes a rename durable; not every system can open a folder. */
function syncFolder(folder: string): void {
  try {
    const handle = fs.openSync(folder, 'r');
    fs.fsyncSync(handle);
    fs.closeSync(handle);
  } catch {
    // Windows.
  }
}

import fs from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { withLock } from './lock.js';
import { type RecordedFile, type TreeRecord, newFolders, readBase64 } from './record.js';
import { journalOf, readRecord, recoverTree, removeFolders } from './recover.js';
import { type TreeOptions, recordsFolder, writeRecorded } from './write-tree.js';

/** What became of an undo. */
export interface Undone {
  /** What was undone: the title of the change. */
  title: string;
  project: string;
  restored: string[];
  /** Files that were left as they are, since they, or one that belongs to them, were changed after the change. */
  refused: { file: string; changed: string }[];
}

/** Which change is undone. */
export interface UndoOptions extends TreeOptions {
  /** The last one of this project. Default: the last one of all. */
  project?: string;
}

/**
 * Takes the last change back. A file that was changed since stays as it is, and so do those that changed together with
 * it; all others are put back in one step. A change of which nothing is left can't be undone again.
 *
 * @throws HoneError when there is no change to undo
 */
export async function undoLast(options: UndoOptions): Promise<Undone> {
  const { workspaceRoot, stateFolder, project } = options;
  return withLock(stateFolder, () => {
    recoverTree(workspaceRoot, stateFolder);
    const found = lastRecord(options);
    if (found === undefined) {
      throw new HoneError(`There is nothing to undo${project === undefined ? '' : ` of ${project}`}.`, {
        hint: 'Only what build-fix itself has written, on this machine, can be undone.',
      });
    }
    const { record, file: recordFile } = found;
    const refused = refusedFiles(record, options);
    const open = record.files.filter(({ file }) => !refused.has(file));
    const back = open.map((each): RecordedFile => ({ ...each, before: each.after, after: each.before }));
    if (back.length > 0) {
      const folders = newFolders(workspaceRoot, back);
      writeRecorded({ ...record, id: `${record.id}-undo`, files: back, folders }, options);
      // With this the undo is made; a record that is left then says of each file what it is already.
      fs.rmSync(journalOf(stateFolder), { force: true });
      fs.rmSync(recordFile, { force: true });
      removeFolders(workspaceRoot, record.folders);
    }
    return {
      title: record.title,
      project: record.project,
      restored: open.map(({ file }) => file),
      refused: [...refused].map(([file, changed]) => ({ file, changed })),
    };
  });
}

function lastRecord({
  workspaceRoot,
  stateFolder,
  project,
}: UndoOptions): { record: TreeRecord; file: string } | undefined {
  const folder = recordsFolder(stateFolder);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  for (const name of names.sort().reverse()) {
    const file = path.join(folder, name);
    const record = readRecord(file);
    if (!record || (project !== undefined && record.project !== project)) continue;
    if (record.files.some((each) => readBase64(path.join(workspaceRoot, each.file)) !== each.before)) {
      return { record, file };
    }
    // Taken back already, by an undo that was ended at its very end or by hand.
    fs.rmSync(file, { force: true });
  }
  return undefined;
}

/** Files that stay, each with the one that was changed. */
function refusedFiles({ files, groups }: TreeRecord, { workspaceRoot, refuses }: TreeOptions): Map<string, string> {
  const refused = new Map<string, string>();
  for (const { file, after } of files) {
    if (readBase64(path.join(workspaceRoot, file)) !== after || refuses?.(file) !== undefined) refused.set(file, file);
  }
  // What a fix changed in several files goes back in all of them or in none.
  for (let size = -1; size !== refused.size;) {
    size = refused.size;
    for (const group of groups) {
      const changed = group.map((file) => refused.get(file)).find((file) => file !== undefined);
      if (changed !== undefined) for (const file of group) refused.set(file, refused.get(file) ?? changed);
    }
  }
  return refused;
}

import fs from 'node:fs';
import path from 'node:path';
import type { FileChange } from '@hone/core/edits';

/** The files of the scratch copy that are tried with other texts. */
export interface CopyFiles {
  /** The text of a file before anything of this pass is tried; undefined for none, and for what is no UTF-8. */
  read(file: string): string | undefined;
  /** Gives files their new texts and every other one back its own. Files that are as wanted are not touched. */
  put(changes: readonly FileChange[]): void;
  /** Takes over what a program made of files; one that was never read before is new. */
  takeOver(files: readonly string[]): void;
  /** Writes a file again that a program changed which may not. */
  putBack(file: string): void;
  /** Every text as it is now, to come back to. */
  state(): CopyState;
  /** Comes back to a state, which is from now on what files are. */
  accept(state: CopyState): void;
  /** The files that differ from the workspace, sorted. */
  changes(): FileChange[];
}

/**
 * Modification times count: cargo takes a file for changed by them alone. So a file is written only when its text
 * changes, and each time anew, never with an old time.
 *
 * @param workspace absolute path of the copy
 * @param workspaceRoot absolute path of what it is a copy of
 */
export function createCopyFiles(workspace: string, workspaceRoot: string): CopyFiles {
  /** As in the workspace, then as accepted, then as on the disk now; a file that was never touched is in none. */
  const [original, accepted, present] = [new Map<string, Text>(), new Map<string, Text>(), new Map<string, Text>()];
  const open = (file: string): void => {
    if (original.has(file)) return;
    const text = readText(path.join(workspace, file));
    for (const texts of [original, accepted, present]) texts.set(file, text);
  };
  const set = (file: string, text: Text): void => {
    if (present.get(file) === text) return;
    writeText(path.join(workspace, file), text);
    present.set(file, text);
  };
  return {
    read(file) {
      open(file);
      return accepted.get(file);
    },
    put(changes) {
      const wanted = new Map(changes.map(({ path: file, after }) => [file, after]));
      for (const file of wanted.keys()) open(file);
      for (const file of present.keys()) set(file, wanted.has(file) ? wanted.get(file) : accepted.get(file));
    },
    takeOver(files) {
      for (const file of files) {
        if (!original.has(file)) for (const texts of [original, accepted]) texts.set(file, undefined);
        present.set(file, readText(path.join(workspace, file)));
      }
    },
    putBack(file) {
      const target = path.join(workspace, file);
      if (present.has(file)) writeText(target, present.get(file));
      else fs.copyFileSync(path.join(workspaceRoot, file), target);
    },
    state: () => new Map(present),
    accept(state) {
      for (const file of present.keys()) set(file, state.has(file) ? state.get(file) : accepted.get(file));
      for (const [file, text] of present) accepted.set(file, text);
    },
    changes() {
      return [...accepted]
        .map(([file, after]) => ({ path: file, before: original.get(file), after }))
        .filter(({ before, after }) => before !== after)
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

type Text = string | undefined;

/** Texts of the files that were touched. */
export type CopyState = ReadonlyMap<string, string | undefined>;

/** With its byte order mark. */
function readText(file: string): Text {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fs.readFileSync(file));
  } catch {
    return undefined;
  }
}

function writeText(file: string, text: Text): void {
  if (text === undefined) return fs.rmSync(file, { force: true });
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readIgnoreFileOf } from './ignore-file.js';
import { listEntries } from '../build/file-list.js';
import type { ImageRequest } from '../build/types.js';

/** A copy of a build context that may be edited. */
export interface Scratch {
  /** Absolute; in the place of the workspace root. */
  root: string;
  /** The files of the context, with forward slashes. */
  files: string[];
  read: (file: string) => Promise<string>;
  write: (file: string, text: string) => Promise<void>;
  /** Gives it another place, so that the engine takes it for a context that it never saw. */
  move: () => Promise<void>;
  remove: () => Promise<void>;
}

/**
 * Copies what a build would send to the engine, with its ignore file, to the temporary folder: the user's files are
 * never touched.
 */
export async function makeScratch(workspaceRoot: string, { context, dockerfile }: ImageRequest): Promise<Scratch> {
  const base = await mkdtemp(path.join(os.tmpdir(), 'hone-benchmark-'));
  let round = 0;
  const scratch: Scratch = {
    root: path.join(base, '0'),
    files: [],
    read: (file) => readFile(path.join(scratch.root, context, file), 'utf8'),
    write: (file, text) => writeFile(path.join(scratch.root, context, file), text),
    async move() {
      const next = path.join(base, String(++round));
      await rename(scratch.root, next);
      scratch.root = next;
    },
    remove: () => rm(base, { recursive: true, force: true }),
  };
  try {
    const { file, ignore } = readIgnoreFileOf(workspaceRoot, context, dockerfile);
    for (const entry of await listEntries(path.join(workspaceRoot, context), { ignore, only: [] })) {
      const to = path.join(scratch.root, context, entry.path);
      await mkdir(path.dirname(to), { recursive: true });
      if (entry.linkname !== '') await symlink(entry.linkname, to);
      else if (entry.content === undefined) await mkdir(to, { recursive: true });
      else await cp(path.join(workspaceRoot, context, entry.path), to);
      if (entry.content !== undefined) scratch.files.push(entry.path);
    }
    await mkdir(path.join(scratch.root, context), { recursive: true });
    if (file !== undefined) {
      await mkdir(path.join(scratch.root, path.dirname(file)), { recursive: true });
      await cp(path.join(workspaceRoot, file), path.join(scratch.root, file));
    }
    return scratch;
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

import { posix } from 'node:path';
import { normalizeName } from '@hone/core/manifests';

/** A project whose version changes. */
export interface LockedProjectChange {
  normalizedName: string;
  /** Its folder, relative to the workspace root. */
  root: string;
  /** As PEP 440 writes it. */
  to: string;
}

const ENTRY = /(?<=^|\n)\[\[package\]\]\r?\n(?:(?!\[\[package\]\]|\[metadata\]|\[manifest\]).*(?:\r?\n|$))*/g;
const field = (entry: string, key: string): string | undefined =>
  new RegExp(`^${key} = "([^"\r\n]*)"`, 'm').exec(entry)?.[1];

/** Where each format says that a package is a folder. */
const FOLDERS = {
  uv: /^source = \{ (?:editable|virtual|directory) = "([^"]*)" \}/m,
  poetry: /^\[package\.source\]\r?\ntype = "directory"\r?\nurl = "([^"]*)"/m,
};

/**
 * A `uv.lock` or `poetry.lock` after the version of a project of the workspace changed. Both name it in one line of the
 * project's own entry: what they say of a workspace dependency holds no version.
 *
 * @param folder where the lock lies, relative to the workspace root
 */
export function changePythonLock(
  text: string,
  kind: 'uv' | 'poetry',
  folder: string,
  change: LockedProjectChange,
): string {
  return text.replace(ENTRY, (entry) => {
    const path = FOLDERS[kind].exec(entry)?.[1];
    const name = field(entry, 'name');
    if (path === undefined || name === undefined || normalizeName(name) !== change.normalizedName) return entry;
    if (posix.join(folder, path).replace(/(.)\/$/, '$1') !== change.root) return entry;
    return entry.replace(/^(version = ")[^"\r\n]*/m, (_, head: string) => head + change.to);
  });
}

/**
 * A `poetry.lock` after its manifest changed: the content hash is renewed, if it was right before.
 *
 * @param hashes gives the hashes of a manifest, one for each way that versions of poetry reckon
 */
export function renewContentHash(
  lock: string,
  before: string,
  after: string,
  hashes: (text: string) => string[],
): string {
  return lock.replace(/^(content-hash = ")([0-9a-f]*)/m, (all, head: string, hash: string) => {
    const way = hashes(before).indexOf(hash);
    const renewed = way < 0 ? undefined : hashes(after)[way];
    return renewed === undefined ? all : head + renewed;
  });
}

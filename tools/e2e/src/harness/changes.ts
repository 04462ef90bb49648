import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { edit, read, write } from './files.js';
import { git } from './git.js';

/** One change of a workspace, for a story about what a result depends on. */
export interface Change {
  what: string;
  apply(workspace: string): void | Promise<void>;
  /** Variables that the run gets. */
  env?: Record<string, string>;
  /** The projects that must run again; all others that are watched must come from the cache. */
  runs: readonly string[];
}

/** Puts everything that git knows back, and removes what it does not know; what it ignores stays. */
export async function undoChanges(workspace: string): Promise<void> {
  await git(workspace, 'reset', '-q', '--hard');
  await git(workspace, 'clean', '-qfd');
}

/** Gives an installed package another version, as `npm install` would. */
export function pretendUpdate(workspace: string, name: string, version: string): void {
  setInstalledVersion(workspace, name, version);
  edit(workspace, 'package-lock.json', (text) => {
    const lock = JSON.parse(text);
    lock.packages[`node_modules/${name}`].version = version;
    return JSON.stringify(lock, null, 2);
  });
}

/** Gives an installed package another version in its own manifest only. */
export function setInstalledVersion(workspace: string, name: string, version: string): void {
  const manifest = `node_modules/${name}/package.json`;
  const text = JSON.stringify({ ...JSON.parse(read(workspace, manifest)), version }, null, 2);
  // The folder is made of hard links: a write in place would reach the template.
  rmSync(join(workspace, manifest));
  write(workspace, manifest, text);
}

/** Sets options of a target for all projects in nx.json. */
export function setTargetOptions(workspace: string, target: string, options: Record<string, unknown>): void {
  edit(workspace, 'nx.json', (text) =>
    JSON.stringify({ ...JSON.parse(text), targetDefaults: { [target]: { options } } }),
  );
}

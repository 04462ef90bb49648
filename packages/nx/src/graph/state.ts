import { readFileSync } from 'node:fs';
import path from 'node:path';
import { workspaceDataDirectory } from '@hone/core/workspace-data';
import { readDiskCache, writeDiskCache } from './disk-cache.js';

/** What was last known, by file: a process that lives on, such as Nx's daemon, reads nothing from the disk twice. */
const memory = new Map<string, unknown>();

/**
 * What a former computation of the graph left for this one.
 *
 * @param workspaceRoot absolute path
 * @param id names the file, `hone-<id>.json` in the folder that Nx has for state
 */
export function readState<T extends object>(workspaceRoot: string, id: string): Partial<T> {
  const file = stateFile(workspaceRoot, id);
  return (memory.get(file) as T | undefined) ?? readDiskCache<T>(file, pluginVersion()) ?? {};
}

/**
 * Leaves state for the next computation.
 *
 * @param changed whether it differs from what {@link readState} gave
 */
export function keepState(workspaceRoot: string, id: string, state: object, changed: boolean): void {
  const file = stateFile(workspaceRoot, id);
  memory.set(file, state);
  if (changed) writeDiskCache(file, pluginVersion(), state);
}

function stateFile(workspaceRoot: string, id: string): string {
  return path.join(workspaceDataDirectory(workspaceRoot), `hone-${id}.json`);
}

let version: string | undefined;

/** State of another version of this plugin is of no use. */
function pluginVersion(): string {
  const read = (): string =>
    (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
  return (version ??= `${read()}/3`);
}

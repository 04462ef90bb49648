import type Docker from 'dockerode';
import { engineFailure } from '../oci/engine-failure.js';
import { callEngine } from './call-engine.js';
import type { PruneRules } from './plan-prune.js';

/** What the engine removed. */
export interface Pruned {
  ids: string[];
  /** Bytes. */
  freed: number;
}

/**
 * Has the engine remove what the rules say.
 *
 * @param apiVersion `1.41`: from 1.48 on the limit has another name
 */
export async function pruneCache(docker: Docker, apiVersion: string, rules: PruneRules): Promise<Pruned> {
  try {
    return parsePruned(await callEngine(docker, 'POST', '/build/prune', pruneQuery(rules, apiVersion)));
  } catch (error) {
    throw engineFailure(error, "The engine could not prune its builder's cache");
  }
}

/** Has the engine remove records by id, those that are in use apart. */
export async function pruneRecords(docker: Docker, ids: readonly string[]): Promise<Pruned> {
  if (ids.length === 0) return { ids: [], freed: 0 };
  // The engine matches ids with a regular expression; an id is letters and digits.
  const filters = { id: { [`/^(${ids.filter((id) => /^\w+$/.test(id)).join('|')})$/`]: true } };
  return parsePruned(await callEngine(docker, 'POST', '/build/prune', { all: true, filters: JSON.stringify(filters) }));
}

/** The parameters of `/build/prune`. */
export function pruneQuery(
  { olderThan, keepStorage, unused }: PruneRules,
  apiVersion: string,
): Record<string, string | number | boolean> {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  const limit = major > 1 || minor >= 48 ? 'reserved-space' : 'keep-storage';
  return {
    ...(unused && { all: true }),
    ...(keepStorage !== undefined && { [limit]: keepStorage }),
    ...(olderThan !== undefined && { filters: JSON.stringify({ until: { [`${olderThan}ms`]: true } }) }),
  };
}

function parsePruned(answer: unknown): Pruned {
  const { CachesDeleted, SpaceReclaimed } = answer as { CachesDeleted?: string[] | null; SpaceReclaimed?: number };
  return { ids: CachesDeleted ?? [], freed: SpaceReclaimed ?? 0 };
}

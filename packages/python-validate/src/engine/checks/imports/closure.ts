import type { LockSlice } from '@hone/core/locks';
import { normalizeName } from '@hone/core/manifests';
import type { InstalledDistribution } from '@hone/core/python';
import type { Declaration } from './facts.js';

/** A distribution's dependencies by normalised name. */
type Graph = (name: string) => readonly string[];

/**
 * What comes along with the runtime dependencies and is not one of them, each with the distribution that brings it in:
 * from the lock slice, else from what is installed. Empty where neither is known.
 */
export function closureOf(
  slice: LockSlice | undefined,
  installed: readonly InstalledDistribution[] | undefined,
  declared: ReadonlyMap<string, Declaration>,
): Map<string, string | undefined> {
  const graph = slice ? lockedGraph(slice) : installed ? installedGraph(installed) : undefined;
  const carried = new Map<string, string | undefined>();
  if (!graph) return carried;
  const queue = [...declared].filter(([, { runtime }]) => runtime).map(([name]) => name);
  const seen = new Set(queue);
  for (const name of queue) {
    for (const dependency of graph(name)) {
      if (seen.has(dependency)) continue;
      seen.add(dependency);
      carried.set(dependency, name);
      queue.push(dependency);
    }
  }
  return carried;
}

/** Extras are included: which of them a dependency was asked for is not worth a wrong finding. */
function lockedGraph({ packages }: LockSlice): Graph {
  const byName = new Map<string, string[]>();
  for (const { name, dependencies, extras } of packages) {
    const all = [...dependencies, ...Object.values(extras).flat()].map((dependency) => dependency.name);
    byName.set(name, [...(byName.get(name) ?? []), ...all]);
  }
  return (name) => byName.get(name) ?? [];
}

/** Only requirements that are installed count. */
function installedGraph(installed: readonly InstalledDistribution[]): Graph {
  const byName = new Map(installed.map((distribution) => [distribution.normalizedName, distribution]));
  return (name) =>
    (byName.get(name)?.requires ?? [])
      .map((requirement) => normalizeName(/^[\w.-]+/.exec(requirement)?.[0] ?? ''))
      .filter((required) => byName.has(required));
}

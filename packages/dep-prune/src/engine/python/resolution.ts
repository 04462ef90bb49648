import { type InstalledDistribution, type LockSlice, parseRequirement } from '@hone/core';
import type { Resolution, ResolvedPackage } from '../types.js';

/** How packages hang together: as the lock says, else as the metadata of what is installed does. */
export function resolutionOf(
  lock: LockSlice | undefined,
  installed: readonly InstalledDistribution[] | undefined,
): Resolution | undefined {
  if (lock && lock.packages.length > 0 && !lock.problems?.length) return fromLock(lock);
  return installed && installed.length > 0 ? fromInstalled(installed) : undefined;
}

/** A lock can hold several versions of a name; what any of them requires counts. */
function fromLock({ file, packages }: LockSlice): Resolution {
  const byName = new Map<string, ResolvedPackage>();
  for (const { name, version, dependencies, extras } of packages) {
    const known = byName.get(name);
    byName.set(name, {
      name,
      ...(version !== undefined && { version }),
      requires: [...new Set([...(known?.requires ?? []), ...dependencies.map((dependency) => dependency.name)])],
      extras: {
        ...known?.extras,
        ...Object.fromEntries(Object.entries(extras).map(([extra, list]) => [extra, list.map((each) => each.name)])),
      },
    });
  }
  return { source: file, packages: byName };
}

function fromInstalled(installed: readonly InstalledDistribution[]): Resolution {
  const present = new Set(installed.map(({ normalizedName }) => normalizedName));
  const packages = installed.map(({ normalizedName, version, requires }): [string, ResolvedPackage] => {
    const own: string[] = [];
    const extras: Record<string, string[]> = {};
    for (const line of requires) {
      const requirement = parseRequirement(line);
      if (!('normalizedName' in requirement) || !present.has(requirement.normalizedName)) continue;
      const extra = /\bextra\s*==\s*["']([^"']+)["']/.exec(requirement.marker ?? '')?.[1];
      if (extra === undefined) own.push(requirement.normalizedName);
      else (extras[extra.toLowerCase()] ??= []).push(requirement.normalizedName);
    }
    return [normalizedName, { name: normalizedName, version, requires: own, extras }];
  });
  return { source: 'the environment', packages: new Map(packages) };
}

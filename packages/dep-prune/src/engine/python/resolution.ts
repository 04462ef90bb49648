import type { LockSlice } from '@hone/core/locks';
import { parseRequirement } from '@hone/core/manifests';
import type { InstalledDistribution } from '@hone/core/python';
import type { Resolution, ResolvedPackage } from '../types.js';
import type { CompiledFile } from './compiled.js';

/** What may say how packages hang together, the best first. */
export interface ResolutionSources {
  /** Only one that matches the manifest. */
  lock: LockSlice | undefined;
  /** Of the environment. */
  installed: readonly InstalledDistribution[] | undefined;
  /** Metadata that pip wrote to files. */
  metadata: readonly { file: string; distributions: readonly InstalledDistribution[] }[];
  compiled: ReadonlyMap<string, CompiledFile>;
}

/** How packages hang together. What the first source knows of a package counts; others add packages that it lacks. */
export function resolutionOf({ lock, installed, metadata, compiled }: ResolutionSources): Resolution | undefined {
  const known: Resolution[] = [];
  if (lock && lock.packages.length > 0 && !lock.problems?.length) known.push(fromLock(lock));
  if (installed && installed.length > 0) known.push(fromInstalled('the environment', installed));
  for (const { file, distributions } of metadata) known.push(fromInstalled(file, distributions));
  for (const [file, { packages }] of compiled) known.push({ source: file, packages });
  const [first] = known;
  if (!first) return undefined;
  const packages = new Map(known.toReversed().flatMap((each) => [...each.packages]));
  return { source: first.source, packages };
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

function fromInstalled(source: string, installed: readonly InstalledDistribution[]): Resolution {
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
  return { source, packages: new Map(packages) };
}

import {
  distributionsForModule,
  type InstalledDistribution,
  isNamespaceName,
  knownDistributionsFor,
  longestPrefix,
} from '@hone/core';

/** Which distributions provide which modules. */
export interface Providers {
  /** The declared distributions that provide a module; empty when none of those that may provide it is declared. */
  declaredFor(module: string): readonly string[];
  /** What would have to be declared, the likeliest first; `known` when that is more than a guess by the name. */
  candidatesFor(module: string): { names: readonly string[]; known: boolean };
}

/**
 * Looks modules up: in the metadata of what is installed first, then in the bundled table, then by what names usually
 * look like. An environment that has the module ends the search, so a distribution that happens to share the module's
 * name gets no credit for it.
 */
export function createProviders(
  declared: ReadonlySet<string>,
  installed: readonly InstalledDistribution[] | undefined,
  locked: ReadonlySet<string> | undefined,
): Providers {
  const byModule = modulesOfInstalled(installed ?? []);
  const fromEnvironment = (module: string) => longestPrefix(module, (prefix) => byModule.get(prefix)) ?? [];
  const candidatesFor = (module: string): { names: readonly string[]; known: boolean } => {
    const certain = fromEnvironment(module);
    const table = knownDistributionsFor(module);
    const guessed = distributionsForModule(module);
    const [top = ''] = module.split('.');
    const names = [...new Set([...certain, ...guessed])];
    // Of several that may provide it, what the lock holds is what is meant.
    const inLock = certain.length > 0 ? undefined : names.find((name) => locked?.has(name));
    return {
      names: inLock === undefined ? names : [...new Set([inLock, ...names])],
      known: certain.length > 0 || table.length > 0 || (isNamespaceName(top) && module !== top),
    };
  };
  return {
    candidatesFor,
    declaredFor: (module) => {
      const certain = fromEnvironment(module).filter((name) => declared.has(name));
      if (certain.length > 0) return certain;
      return candidatesFor(module).names.filter((name) => declared.has(name));
    },
  };
}

function modulesOfInstalled(installed: readonly InstalledDistribution[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { modules, normalizedName } of installed) {
    for (const module of modules) found.set(module, [...(found.get(module) ?? []), normalizedName]);
  }
  return found;
}

import { distributionsForModule, isNamespaceName, knownDistributionsFor } from '@hone/core';
import type { PythonImport } from '@hone/core';
import type { ImportFacts } from './facts.js';

/** Who may provide a module. */
export interface Providers {
  /** Normalised names, the likeliest first. */
  candidates: readonly string[];
  /** The first one is known to provide it: by an environment, the bundled table, or a namespace's way of naming. */
  known: boolean;
}

/** The dotted names that one import may load: `from a import b` may load `a.b`. */
export function modulesOf({ module, names, dynamic }: PythonImport): string[] {
  if (dynamic || names.length === 0 || names[0] === '*') return [module];
  return names.map((name) => `${module}.${name}`);
}

/** Looks a dotted module up in tables by prefix; the longest wins. */
export function longestPrefix<T>(module: string, find: (prefix: string) => T | undefined): T | undefined {
  for (let prefix = module; ; prefix = prefix.slice(0, prefix.lastIndexOf('.'))) {
    const found = find(prefix);
    if (found !== undefined || !prefix.includes('.')) return found;
  }
}

/** Installed metadata first, then the bundled table, then the name. */
export function providersOf(facts: ImportFacts, module: string): Providers {
  const installed = longestPrefix(module, (prefix) => facts.installed?.get(prefix)) ?? [];
  const known = knownDistributionsFor(module);
  const [top = ''] = module.split('.');
  return {
    candidates: [...new Set([...installed, ...distributionsForModule(module)])],
    known: installed.length > 0 || known.length > 0 || (isNamespaceName(top) && module !== top),
  };
}

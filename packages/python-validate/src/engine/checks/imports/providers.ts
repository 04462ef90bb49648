import { distributionsForModule, isNamespaceName, knownDistributionsFor, longestPrefix } from '@hone/core/python';
import type { ImportFacts } from './facts.js';

/** Who may provide a module. */
export interface Providers {
  /** Normalised names, the likeliest first. */
  candidates: readonly string[];
  /** The first one is known to provide it: by an environment, the bundled table, or a namespace's way of naming. */
  known: boolean;
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

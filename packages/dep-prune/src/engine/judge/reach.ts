import type { Declaration, Resolution } from '../types.js';

/**
 * What dependencies bring, directly or not.
 *
 * @param roots declarations that stay, with the extras that they ask for
 * @returns for each package that something else brings: the names from a root to it, both included
 */
export function reachableFrom(
  roots: readonly Pick<Declaration, 'name' | 'extras'>[],
  { packages }: Resolution,
): Map<string, readonly string[]> {
  const chains = new Map<string, readonly string[]>();
  const queue: (readonly string[])[] = [];
  const visit = (name: string, chain: readonly string[]): void => {
    if (chains.has(name)) return;
    chains.set(name, [...chain, name]);
    queue.push([...chain, name]);
  };
  for (const { name, extras } of roots) {
    const known = packages.get(name);
    for (const required of known?.requires ?? []) visit(required, [name]);
    for (const extra of extras) for (const required of known?.extras[extra] ?? []) visit(required, [name]);
  }
  for (const chain of queue) {
    for (const required of packages.get(chain.at(-1)!)?.requires ?? []) visit(required, chain);
  }
  return chains;
}

import type { AdvisoryPackage } from './types.js';

/** A package of a lock slice: a `CargoLockedPackage`. */
export interface RoutedPackage extends AdvisoryPackage {
  /** Absent for a package of the workspace or of a path. */
  source?: string;
  dependencies: readonly AdvisoryPackage[];
}

/**
 * The shortest way from a crate to a package of its closure: the names on it, the crate itself left out and the package
 * last. Of equally short ones the first by name. Empty when the package is the crate, or when there is no way.
 */
export function findRoute(crate: { name: string; closure: readonly RoutedPackage[] }, goal: AdvisoryPackage): string[] {
  const known = new Map(crate.closure.map((it) => [keyOf(it), it]));
  const start = crate.closure.find(({ name, source }) => name === crate.name && source === undefined);
  if (!start || keyOf(start) === keyOf(goal)) return [];
  const seen = new Set([keyOf(start)]);
  let front: { at: RoutedPackage; way: string[] }[] = [{ at: start, way: [] }];
  while (front.length > 0) {
    const next: typeof front = [];
    for (const { at, way } of front) {
      for (const dependency of [...at.dependencies].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
        const key = keyOf(dependency);
        if (key === keyOf(goal)) return [...way, dependency.name];
        const reached = known.get(key);
        if (!reached || seen.has(key)) continue;
        seen.add(key);
        next.push({ at: reached, way: [...way, dependency.name] });
      }
    }
    front = next;
  }
  return [];
}

const keyOf = ({ name, version }: AdvisoryPackage): string => `${name} ${version}`;

import type { CargoLockSlice } from '@hone/core/cargo';
import type { RustDependency } from './read-facts.js';

/**
 * Declarations whose use can not be seen in sources.
 *
 * @param unread a source that includes generated code of an unknown generator
 * @returns why nothing can be said, by the name in the manifest; `*` for all
 */
export function doubtsOf(
  dependencies: readonly RustDependency[],
  lock: CargoLockSlice | undefined,
  unread: string | undefined,
): Map<string, string> {
  const doubts = new Map<string, string>();
  if (unread !== undefined) doubts.set('*', `${unread} includes code that the build writes, which was not read`);
  for (const { alias, name, features, defaultFeatures } of dependencies) {
    const other = broughtBy(name, lock);
    if (other === undefined || (features.length === 0 && defaultFeatures)) continue;
    const what = features.length > 0 ? `the features ${features.join(', ')}` : 'features';
    doubts.set(alias, `It may be there to set ${what} of ${name} for ${other}, which uses it too`);
  }
  return doubts;
}

/** A package besides the crate itself that depends on a package. */
function broughtBy(name: string, lock: CargoLockSlice | undefined): string | undefined {
  return lock?.packages.find(
    (each) => each.name !== lock.root && each.dependencies.some((dependency) => dependency.name === name),
  )?.name;
}

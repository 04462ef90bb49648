import { requirementAllows } from './requirement.js';
import type { CargoCrate, CargoDependency, CargoLockedDependency, CargoLockedPackage } from './types.js';

/**
 * A test for the edges of a member that others see. A lock doesn't say what an edge is for, so the manifest is asked: an
 * edge is for development only when a development dependency may have made it and no other can have. One that no
 * dependency of the manifest explains (the lock is behind) is kept.
 */
export function createDevFilter(
  crate: CargoCrate,
  locked: CargoLockedPackage,
): (edge: CargoLockedDependency) => boolean {
  if (!crate.dependencies.some(({ kind }) => kind === 'dev')) return () => true;
  const byName = new Map<string, CargoDependency[]>();
  for (const entry of crate.dependencies) byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]);
  const counts = new Map<string, number>();
  for (const { name } of locked.dependencies) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (edge) => {
    const alone = counts.get(edge.name) === 1;
    const makers = (byName.get(edge.name) ?? []).filter((entry) => alone || mayMake(entry, edge));
    return makers.length === 0 || makers.some(({ kind }) => kind !== 'dev');
  };
}

/** Whether a dependency may lead to one of several packages of its name. */
function mayMake({ path, git, requirement }: CargoDependency, { version, source }: CargoLockedDependency): boolean {
  if (path !== undefined) return source === undefined;
  // A patch may have put a folder or a repository in the place of a registry, so only the version tells.
  if (git !== undefined) return source === undefined || source.startsWith('git+');
  return requirement === undefined || requirementAllows(requirement, version) !== false;
}

import type { CargoManifest } from './manifest-types.js';
import type { IdleDependency } from './types.js';

/**
 * The entries of `[workspace.dependencies]` that no manifest inherits.
 *
 * @param members the manifests that may inherit from it; one that can not be read could take anything
 */
export function idleDependencies(root: CargoManifest, members: readonly CargoManifest[]): IdleDependency[] {
  const entries = Object.values(root.workspace?.dependencies ?? {});
  if (entries.length === 0 || members.some(({ problems }) => problems.length > 0)) return [];
  const taken = new Set(
    members.flatMap(({ dependencies }) => dependencies.filter(({ inherited }) => inherited).map(({ alias }) => alias)),
  );
  return entries
    .filter(({ alias }) => !taken.has(alias))
    .map(({ alias, name = alias, line }) => ({ alias, name, ...(line !== undefined && { line }) }));
}

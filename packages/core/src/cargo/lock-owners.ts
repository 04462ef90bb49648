import type { CargoCrate, CargoLockedPackage } from './types.js';

/**
 * The crate that each package without a source stands for: of the lock's own workspace if it can be, of the locked
 * version if there is one (else a version was changed and the lock not yet).
 *
 * @param folder of the lock, relative to the Nx workspace root
 */
export function lockOwners(
  packages: readonly CargoLockedPackage[],
  crates: readonly CargoCrate[],
  folder: string,
): (CargoCrate | undefined)[] {
  const byName = new Map<string, CargoCrate[]>();
  for (const crate of crates) byName.set(crate.package.name, [...(byName.get(crate.package.name) ?? []), crate]);
  return packages.map(({ name, version, source }) => {
    if (source !== undefined) return undefined;
    const named = byName.get(name) ?? [];
    const members = named.filter(({ workspace }) => workspace === folder);
    const sameVersion = ({ package: pack }: CargoCrate): boolean => (pack.version ?? '0.0.0') === version;
    return members.find(sameVersion) ?? members[0] ?? named.find(sameVersion);
  });
}

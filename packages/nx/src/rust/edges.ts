import type { CargoDependency } from '@hone/core/cargo';
import type { ProjectEdge } from '../graph/language.js';
import { nodeName } from './external-nodes.js';
import type { CrateFacts, LockFacts } from './types.js';

/**
 * Edges of path dependencies, whatever their table, and of packages that a `[patch]` replaces by a crate of the
 * workspace: one for each pair of crates.
 */
export function crateEdges(crates: readonly CrateFacts[], locks: readonly LockFacts[]): ProjectEdge[] {
  const needs = new CrateNeeds(locks);
  return crates.flatMap((crate) =>
    [...needs.of(crate)].map((target) => ({ source: crate.root, target, file: crate.file })),
  );
}

/** Tells which crates of the workspace a crate needs. */
class CrateNeeds {
  readonly #locks: Map<string, LockFacts>;
  readonly #throughPatches = new Map<LockFacts, Map<string, Set<string>>>();

  constructor(locks: readonly LockFacts[]) {
    this.#locks = new Map(locks.map((lock) => [lock.file, lock]));
  }

  /** Folders of the crates. */
  of(crate: CrateFacts): Set<string> {
    const lock = this.#locks.get(crate.lock ?? '');
    const found = new Set<string>();
    for (const dependency of crate.dependencies) {
      const target = dependency.path ?? patchedPath(dependency, crate, lock);
      if (target !== undefined && target !== crate.root) found.add(target);
    }
    const behind = lock && this.#behindPackages(crate, lock);
    for (const { name, path } of crate.cargoWorkspace?.patches ?? []) {
      if (behind?.has(name) && path !== crate.root) found.add(path);
    }
    return found;
  }

  /** Names of the crates that packages of the lock need, as they do when one of them is patched. */
  #behindPackages({ package: own }: CrateFacts, lock: LockFacts): Set<string> {
    const found = new Set<string>();
    if (!lock.packages.some(({ local }) => local)) return found;
    const reach = this.#reachOf(lock);
    for (const node of lock.members[own.name] ?? []) for (const name of reach.get(node) ?? []) found.add(name);
    return found;
  }

  /** The crates that each package of a lock leads to. */
  #reachOf(lock: LockFacts): Map<string, Set<string>> {
    let reach = this.#throughPatches.get(lock);
    if (!reach) this.#throughPatches.set(lock, (reach = reachOfPackages(lock)));
    return reach;
  }
}

function reachOfPackages({ packages }: LockFacts): Map<string, Set<string>> {
  const byNode = new Map(packages.map((one) => [nodeName(one), one]));
  return new Map(
    [...byNode.keys()].map((node) => {
      const seen = new Set([node]);
      for (const next of seen) for (const need of byNode.get(next)?.needs ?? []) seen.add(need);
      return [node, new Set([...seen].flatMap((one) => byNode.get(one)?.local ?? []))];
    }),
  );
}

/**
 * The folder that a `[patch]` or `[replace]` puts in a package's place. Cargo uses it only where its version fits, which
 * the lock tells: a package that it takes from a registry all the same is not replaced.
 */
function patchedPath(
  { name, git, registry }: CargoDependency,
  { package: own, cargoWorkspace }: CrateFacts,
  lock: LockFacts | undefined,
): string | undefined {
  const source = git ?? registry ?? 'crates-io';
  const patch = cargoWorkspace?.patches.find((one) => one.name === name && (one.source ?? 'crates-io') === source);
  if (!patch) return undefined;
  const outside = lock?.members[own.name]?.some((node) => node.startsWith(`cargo:${name}@`)) ?? false;
  return outside ? undefined : patch.path;
}

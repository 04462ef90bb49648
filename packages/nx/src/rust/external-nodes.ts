import type { ProjectGraphExternalNode } from '@nx/devkit';
import type { ExternalEdge } from '../graph/language.js';
import type { CrateFacts, LockFacts } from './types.js';

/** The name of a package's node in the project graph. */
export function nodeName({ name, version }: { name: string; version: string }): string {
  return `cargo:${name}@${version}`;
}

/** A node for each version of each package that a lock takes from outside the workspace; several locks share nodes. */
export function externalNodes(locks: readonly LockFacts[]): Record<string, ProjectGraphExternalNode> {
  const nodes = new Map<string, ProjectGraphExternalNode>();
  for (const locked of locks.flatMap(({ packages }) => packages)) {
    const { name: packageName, version, hash } = locked;
    const name = nodeName(locked);
    // Nx's type knows npm names only; its graph takes any.
    const node = { type: 'cargo', name, data: { version, packageName, hash } };
    if (!nodes.has(name)) nodes.set(name, node as unknown as ProjectGraphExternalNode);
  }
  return Object.fromEntries([...nodes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A node for each compiler: what a plain command has as an input in place of an option, which would become one of its
 * arguments.
 *
 * @param identities as `Toolchains` gives them
 */
export function compilerNodes(identities: Iterable<string>): Record<string, ProjectGraphExternalNode> {
  const nodes = [...new Set(identities)].sort().map((name) => {
    const node = { type: 'rustc', name, data: { version: name, packageName: 'rustc', hash: name } };
    return [name, node as unknown as ProjectGraphExternalNode];
  });
  return Object.fromEntries(nodes);
}

/**
 * Edges from crates to the packages that their lock gives them, and from packages to packages; each once.
 *
 * A package that a crate needs only for development gets none: where a target looks at its dependencies' files (`^`), Nx
 * follows these edges too, and a crate would be checked again for what its dependency alone tests with.
 */
export function externalEdges(crates: readonly CrateFacts[], locks: readonly LockFacts[]): ExternalEdge[] {
  const edges = new Map<string, ExternalEdge>();
  for (const locked of locks.flatMap(({ packages }) => packages)) {
    const node = nodeName(locked);
    for (const target of locked.needs) edges.set(`${node}\0${target}`, { source: { node }, target });
  }
  const byFile = new Map(locks.map((lock) => [lock.file, lock]));
  for (const { root, file, lock, package: own, dependencies } of crates) {
    const tests = new Set(dependencies.filter(({ kind }) => kind === 'dev').map(({ name }) => name));
    for (const { name, kind } of dependencies) if (kind !== 'dev') tests.delete(name);
    for (const target of byFile.get(lock ?? '')?.members[own.name] ?? []) {
      if (tests.has(packageOf(target))) continue;
      edges.set(`\0${root}\0${target}`, { source: { root, file }, target });
    }
  }
  return [...edges.values()];
}

/** `cargo:serde@1.0.0` → `serde` */
function packageOf(node: string): string {
  return node.slice('cargo:'.length, node.lastIndexOf('@'));
}

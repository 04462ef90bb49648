import type { ProjectGraphExternalNode } from '@nx/devkit';
import type { ExternalEdge } from '../graph/language.js';
import type { LockFacts, LockedPackageFacts, PythonProjectFacts } from './types.js';

/** The name of a package's node in the project graph. */
export function nodeName({ name, version }: { name: string; version?: string }): string {
  return `pypi:${name}@${version ?? '0'}`;
}

/** A node for each version of each package that a lock takes from outside the workspace; several locks share nodes. */
export function externalNodes(locks: readonly LockFacts[]): Record<string, ProjectGraphExternalNode> {
  const nodes = new Map<string, ProjectGraphExternalNode>();
  for (const { packages } of locks) {
    for (const locked of packages.filter(isOutside)) {
      const name = nodeName(locked);
      const version = locked.version ?? '0';
      // Nx's type knows npm names only; its graph takes any.
      const node = { type: 'pypi', name, data: { version, packageName: locked.name, hash: locked.digest } };
      if (!nodes.has(name)) nodes.set(name, node as unknown as ProjectGraphExternalNode);
    }
  }
  return Object.fromEntries([...nodes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Edges from projects to the packages they name, and from packages to packages; each once over all locks. */
export function externalEdges(projects: readonly PythonProjectFacts[], locks: readonly LockFacts[]): ExternalEdge[] {
  const byFile = new Map(locks.map((lock) => [lock.file, new PackageIndex(lock)]));
  const edges = new Map<string, ExternalEdge>();
  for (const index of byFile.values()) {
    for (const locked of index.lock.packages.filter(isOutside)) {
      const node = nodeName(locked);
      for (const target of index.outsideOf(locked)) edges.set(`${node}\0${target}`, { source: { node }, target });
    }
  }
  for (const project of projects) {
    const index = project.lock === undefined ? undefined : byFile.get(project.lock);
    if (!index) continue;
    for (const { normalizedName, file } of project.manifest.dependencies) {
      for (const target of index.named(normalizedName)) {
        edges.set(`\0${project.root}\0${target}`, { source: { root: project.root, file }, target });
      }
    }
  }
  return [...edges.values()];
}

function isOutside({ source }: LockedPackageFacts): boolean {
  return source !== 'workspace' && source !== 'path';
}

/** A lock's packages by name. */
class PackageIndex {
  readonly #byName = new Map<string, LockedPackageFacts[]>();

  constructor(readonly lock: LockFacts) {
    for (const locked of lock.packages) {
      const list = this.#byName.get(locked.name);
      if (list) list.push(locked);
      else this.#byName.set(locked.name, [locked]);
    }
  }

  /** Nodes of all versions of a package. */
  named(name: string, version?: string): string[] {
    const packages = (this.#byName.get(name) ?? []).filter(isOutside);
    return packages.filter((one) => version === undefined || one.version === version).map(nodeName);
  }

  outsideOf({ dependencies }: LockedPackageFacts): string[] {
    return dependencies.flatMap(([name, version]) => this.named(name, version));
  }
}

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type VirtualEnvironment, findVirtualEnvironment } from '@hone/core/process';
import type { LockFacts, PythonProjectFacts } from './types.js';

/** The virtual environments of a workspace's projects. Each folder is looked at once in a life. */
export class Environments {
  readonly #workspaceRoot: string;
  readonly #distributions = new Map<string, Map<string, string>>();
  #shared: VirtualEnvironment | undefined | null = null;

  /** @param workspaceRoot absolute path */
  constructor(workspaceRoot: string) {
    this.#workspaceRoot = workspaceRoot;
  }

  /** @param own whether the project's folder holds a `.venv` or `venv` */
  find(root: string, own: boolean): VirtualEnvironment | undefined {
    if (own) return findVirtualEnvironment(path.join(this.#workspaceRoot, root), this.#workspaceRoot);
    if (this.#shared === null) this.#shared = findVirtualEnvironment(this.#workspaceRoot, this.#workspaceRoot);
    return this.#shared;
  }

  /** Installed versions by normalised distribution name, from the names of the metadata folders alone. */
  installed(environment: VirtualEnvironment): Map<string, string> {
    const key = environment.sitePackages.join(path.delimiter);
    let found = this.#distributions.get(key);
    if (!found) this.#distributions.set(key, (found = readDistributions(environment.sitePackages)));
    return found;
  }

  /**
   * What of a project's environment its checks can see: the names and versions of what is installed, restricted to what
   * the project's lock file gives it, so that an unrelated installation into a shared environment changes nothing.
   */
  fingerprint(environment: VirtualEnvironment, closure: ReadonlySet<string> | undefined): string {
    const hash = createHash('sha256');
    for (const [name, version] of this.installed(environment)) {
      if (!closure || closure.has(name)) hash.update(`${name}==${version}\n`);
    }
    return hash.digest('hex').slice(0, 16);
  }
}

function readDistributions(sitePackages: readonly string[]): Map<string, string> {
  const found: [string, string][] = [];
  for (const folder of sitePackages) {
    for (const entry of listFolder(folder)) {
      const [, name, version] = /^(.+?)-([^-]+)(?:-.*)?\.(?:dist-info|egg-info)$/.exec(entry) ?? [];
      if (name !== undefined) found.push([name.toLowerCase().replace(/[-_.]+/g, '-'), version!]);
    }
  }
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The names of all packages that a project can see by its lock file, itself included; undefined without a lock. */
export function closureOf(project: PythonProjectFacts, lock: LockFacts | undefined): Set<string> | undefined {
  if (!lock) return undefined;
  const needs = new Map<string, Set<string>>();
  for (const { name, dependencies } of lock.packages) {
    const list = needs.get(name) ?? new Set();
    for (const [dependency] of dependencies) list.add(dependency);
    needs.set(name, list);
  }
  const closure = new Set<string>();
  const open = [
    project.manifest.normalizedName ?? '',
    ...project.manifest.dependencies.map((one) => one.normalizedName),
  ];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (closure.has(name)) continue;
    closure.add(name);
    open.push(...(needs.get(name) ?? []));
  }
  return closure;
}

import type { CargoDependency } from '@hone/core/cargo';
import type { CrateFacts } from './types.js';

/** What crates read of each other by way of path dependencies. */
export class CrateDependencies {
  readonly #byRoot: Map<string, CrateFacts>;
  /** For each crate that others depend on: those that do. */
  readonly #dependents = new Map<string, { crate: CrateFacts; development: boolean }[]>();
  /** The files outside their own folders that crates read by way of their dependencies. */
  readonly #inherited = new Map<string, Set<string>>();

  constructor(crates: readonly CrateFacts[]) {
    this.#byRoot = new Map(crates.map((crate) => [crate.root, crate]));
    for (const crate of crates) this.#addDependent(crate);
    for (const crate of crates) {
      const files = filesForDependents(crate);
      if (files.length > 0) this.#hand(files, crate);
    }
  }

  /** Whether a crate depends on any of the workspace. */
  has(crate: CrateFacts): boolean {
    return crate.dependencies.some((one) => this.#targetOf(one, crate) !== undefined);
  }

  /**
   * The files outside the folders of its dependencies, or in their tests, that these read, dependencies of dependencies
   * included. Relative to the workspace root.
   */
  filesOf(crate: CrateFacts): string[] {
    return [...(this.#inherited.get(crate.root) ?? [])];
  }

  #addDependent(crate: CrateFacts): void {
    for (const dependency of crate.dependencies) {
      const target = this.#targetOf(dependency, crate);
      if (target === undefined || target === crate.root) continue;
      const list = this.#dependents.get(target);
      const entry = { crate, development: dependency.kind === 'dev' };
      if (list) list.push(entry);
      else this.#dependents.set(target, [entry]);
    }
  }

  /** Hands files on to all dependents. Nothing is handed on along what is for development only. */
  #hand(files: readonly string[], from: CrateFacts): void {
    const seen = new Set([from.root]);
    for (const root of seen) {
      for (const { crate, development } of this.#dependents.get(root) ?? []) {
        const inherited = this.#inherited.get(crate.root) ?? new Set();
        for (const file of files) inherited.add(file);
        this.#inherited.set(crate.root, inherited);
        if (!development) seen.add(crate.root);
      }
    }
  }

  #targetOf({ path, name }: CargoDependency, { cargoWorkspace }: CrateFacts): string | undefined {
    const target = path ?? cargoWorkspace?.patches.find((patch) => patch.name === name)?.path;
    return target !== undefined && this.#byRoot.has(target) ? target : undefined;
  }
}

/** What of a crate's references is not among the inputs that dependents take from its folder. */
function filesForDependents({ references }: CrateFacts): string[] {
  return [...references.files, ...references.buildInputs.flatMap(fileOrFolder), ...references.unshared];
}

/** Patterns for a path that may be either. */
export function fileOrFolder(path: string): [string, string] {
  return [path, `${path}/**/*`];
}

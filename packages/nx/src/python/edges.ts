import type { ProjectEdge } from '../graph/language.js';
import type { LockFacts, PythonProjectFacts } from './types.js';
import { type ModuleIndex, chooseProvider } from './modules.js';

/** What one project's manifests declare. */
interface Declared {
  /** Workspace projects, each with the manifest that names it. */
  targets: { target: PythonProjectFacts; file: string }[];
  /** The folders of those projects. */
  roots: Set<string>;
  /** Normalised names of the distributions that come from outside the workspace. */
  foreign: Set<string>;
}

/** What the manifests of the workspace say of each other, found once and used for edges of both kinds. */
export class DependencyIndex {
  readonly #byRoot: Map<string, PythonProjectFacts>;
  readonly #byName: Map<string, PythonProjectFacts>;
  /** Names that a lock file takes from outside the workspace, by lock file. */
  readonly #lockedOutside: Map<string, Set<string>>;
  readonly #known = new Map<PythonProjectFacts, Declared>();

  constructor(projects: readonly PythonProjectFacts[], locks: readonly LockFacts[]) {
    this.#byRoot = new Map(projects.map((project) => [project.root, project]));
    this.#byName = new Map();
    for (const project of projects) {
      const name = project.manifest.normalizedName;
      if (name !== undefined && !this.#byName.has(name)) this.#byName.set(name, project);
    }
    this.#lockedOutside = new Map(
      locks.map(({ file, packages }) => [
        file,
        new Set(packages.filter(({ source }) => source !== 'workspace' && source !== 'path').map(({ name }) => name)),
      ]),
    );
  }

  /** What a project's manifests declare, sorted out by where it comes from. */
  of(project: PythonProjectFacts): Declared {
    let declared = this.#known.get(project);
    if (!declared) this.#known.set(project, (declared = this.#sortOut(project)));
    return declared;
  }

  #sortOut(project: PythonProjectFacts): Declared {
    const declared: Declared = { targets: [], roots: new Set(), foreign: new Set() };
    for (const dependency of project.manifest.dependencies) {
      const target = this.#targetOf(project, dependency);
      if (!target) declared.foreign.add(dependency.normalizedName);
      if (!target || target === project) continue;
      declared.targets.push({ target, file: dependency.file });
      declared.roots.add(target.root);
    }
    return declared;
  }

  /**
   * A path names its project by folder, a workspace source by name. A plain requirement that has a workspace project's
   * name means that project, unless the lock file says that the package comes from elsewhere.
   */
  #targetOf(
    project: PythonProjectFacts,
    dependency: PythonProjectFacts['manifest']['dependencies'][number],
  ): PythonProjectFacts | undefined {
    switch (dependency.source) {
      case 'path':
        return dependency.path === undefined ? undefined : this.#byRoot.get(dependency.path);
      case 'workspace':
        return this.#byName.get(dependency.normalizedName);
      case 'index': {
        const outside = project.lock === undefined ? undefined : this.#lockedOutside.get(project.lock);
        return outside?.has(dependency.normalizedName) ? undefined : this.#byName.get(dependency.normalizedName);
      }
      case 'git':
      case 'url':
        return undefined;
    }
  }
}

/** Edges that manifests declare: one for each pair of projects and manifest. */
export function manifestEdges(projects: readonly PythonProjectFacts[], index: DependencyIndex): ProjectEdge[] {
  return projects.flatMap((source) => {
    const files = new Map(
      index.of(source).targets.map(({ target, file }) => [`${target.root}\0${file}`, { target, file }]),
    );
    return [...files.values()].map(({ target, file }) => ({ source: source.root, target: target.root, file }));
  });
}

/** Edges of imports: one for each file and project that it imports. */
export function importEdges(
  projects: readonly PythonProjectFacts[],
  modules: ModuleIndex,
  index: DependencyIndex,
): ProjectEdge[] {
  return projects.flatMap((importer) => {
    const { roots, foreign } = index.of(importer);
    return importer.sources.flatMap(({ file, imports }) => {
      const targets = new Set<string>();
      for (const text of imports) {
        for (const offer of modules.resolve(text)) {
          const target = chooseProvider(offer, importer, roots, foreign);
          if (target) targets.add(target.root);
        }
      }
      return [...targets].map((target) => ({ source: importer.root, target, file }));
    });
  });
}

/**
 * The workspace modules that a project imports, by module. It holds what this project imports and nothing else, so that
 * an unrelated project that comes or goes leaves this project's options, and with them its cache, as they are.
 */
export function importedModules(
  project: PythonProjectFacts,
  modules: ModuleIndex,
  index: DependencyIndex,
): Record<string, { distribution: string; project: string }> {
  const { roots, foreign } = index.of(project);
  const found = new Map<string, { distribution: string; project: string }>();
  for (const text of new Set(project.sources.flatMap(({ imports }) => imports))) {
    for (const offer of modules.resolve(text)) {
      const target = chooseProvider(offer, project, roots, foreign);
      if (!target) continue;
      const distribution = target.manifest.normalizedName ?? target.name;
      found.set(offer.module, { distribution, project: target.name });
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

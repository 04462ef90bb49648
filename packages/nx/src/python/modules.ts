import type { PythonProjectFacts } from './types.js';

/** Finds the projects that offer an imported module. */
export class ModuleIndex {
  readonly #offers = new Map<string, PythonProjectFacts[]>();
  /** Resolutions by import text: a workspace has far fewer different imports than imports. */
  readonly #known = new Map<string, readonly Offer[]>();

  constructor(projects: readonly PythonProjectFacts[]) {
    for (const project of projects) {
      for (const module of project.modules) {
        const list = this.#offers.get(module);
        if (list) list.push(project);
        else this.#offers.set(module, [project]);
      }
    }
  }

  /**
   * @param text an import as {@link SourceFacts} has it: `a.b`, or `a.b c d` for `from a.b import c, d`
   * @returns the modules of the workspace that it may mean, with the projects that offer each
   */
  resolve(text: string): readonly Offer[] {
    let offers = this.#known.get(text);
    if (!offers) this.#known.set(text, (offers = this.#resolve(text)));
    return offers;
  }

  /** `from acme import billing` means `acme.billing` where a project offers that, and `acme` otherwise. */
  #resolve(text: string): Offer[] {
    const [module = '', ...names] = text.split(' ');
    const found = new Map<string, Offer>();
    const dotted = names.length > 0 ? names.map((name) => `${module}.${name}`) : [module];
    for (const name of dotted) {
      const offer = this.#longestPrefix(name);
      if (offer) found.set(offer.module, offer);
    }
    return [...found.values()];
  }

  #longestPrefix(name: string): Offer | undefined {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const module = name.slice(0, end);
      const projects = this.#offers.get(module);
      if (projects) return { module, projects };
    }
    return undefined;
  }
}

/** A module of the workspace, and the projects that offer it. */
export interface Offer {
  module: string;
  projects: readonly PythonProjectFacts[];
}

/**
 * The project that an import means, when several may offer a module of that name (`app`, `main`): the importing project
 * itself first, then the one that it declares as a dependency, then the only one there is.
 *
 * @param declared roots of the projects that the importing project depends on by its manifests
 * @param foreign normalised names of distributions that the importing project takes from outside the workspace
 */
export function chooseProvider(
  { projects }: Offer,
  importer: PythonProjectFacts,
  declared: ReadonlySet<string>,
  foreign: ReadonlySet<string>,
): PythonProjectFacts | undefined {
  if (projects.includes(importer)) return undefined;
  const ours = projects.filter(({ root }) => declared.has(root));
  if (ours.length > 0) return ours[0];
  const others = projects.filter(({ manifest }) => !foreign.has(manifest.normalizedName ?? ''));
  return others.length === 1 ? others[0] : undefined;
}

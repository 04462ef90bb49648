import type { CreateDependenciesContext, RawProjectGraphDependency } from '@nx/devkit';
import type { ExternalEdge, ProjectEdge } from './language.js';

/** Nx's words for the types of edges; its enum would load all of devkit. */
const STATIC = 'static';
const IMPLICIT = 'implicit';

type Edge = Record<'source' | 'target' | 'type', string> & { sourceFile?: string };

/**
 * Gathers edges in the form that Nx accepts: projects by name, and static only with a file that Nx says is the source
 * project's own.
 */
export class GraphDependencies {
  readonly #names: Map<string, string>;
  readonly #owned = new Map<string, Set<string>>();
  readonly #edges = new Map<string, Edge>();

  constructor(private readonly context: Pick<CreateDependenciesContext, 'projects' | 'fileMap' | 'externalNodes'>) {
    this.#names = new Map(Object.entries(context.projects).map(([name, { root }]) => [root, name]));
  }

  /** Adds an edge between two projects; one that Nx does not know, or an edge to itself, is left out. */
  addProjectEdge({ source: from, target: to, file }: ProjectEdge): void {
    const source = this.#names.get(from);
    const target = this.#names.get(to);
    if (source === undefined || target === undefined || source === target) return;
    this.#add(source, target, file);
  }

  /** Adds an edge to the node of a locked package. */
  addExternalEdge({ source, target }: ExternalEdge): void {
    const nodes = this.context.externalNodes ?? {};
    if (!nodes[target]) return;
    if ('node' in source) {
      if (nodes[source.node]) this.#set({ source: source.node, target, type: STATIC });
      return;
    }
    const project = this.#names.get(source.root);
    if (project !== undefined) this.#add(project, target, source.file);
  }

  all(): RawProjectGraphDependency[] {
    return [...this.#edges.values()] as unknown as RawProjectGraphDependency[];
  }

  #add(source: string, target: string, file: string | undefined): void {
    if (file !== undefined && this.#owns(source, file)) this.#set({ source, target, type: STATIC, sourceFile: file });
    else this.#set({ source, target, type: IMPLICIT });
  }

  #set(edge: Edge): void {
    this.#edges.set(`${edge.source}\0${edge.target}\0${edge.sourceFile ?? ''}`, edge);
  }

  #owns(project: string, file: string): boolean {
    let owned = this.#owned.get(project);
    if (!owned) {
      owned = new Set((this.context.fileMap.projectFileMap[project] ?? []).map((entry) => entry.file));
      this.#owned.set(project, owned);
    }
    return owned.has(file);
  }
}

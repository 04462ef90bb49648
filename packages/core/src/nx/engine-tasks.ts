import type { ExecutorContext } from '@nx/devkit';
import { HoneError } from '../diagnostics/hone-error.js';
import { closureOf, externalsOf } from './closure.js';
import type { EngineTask, ProjectFolder } from './engine.js';

/** The part of Nx's task graph that is read here, in the form of Nx 23 (`string[]`) and of Nx 24 (`{ id }[]`). */
export interface TaskGraphLike {
  tasks: Record<
    string,
    { id: string; target: { project: string; target: string; configuration?: string }; cache?: boolean }
  >;
  dependencies: Record<string, readonly (string | { id: string })[]>;
}

/** The part of Nx's executor context that tells where projects are. A batch has the graph, a single task both. */
export type ProjectsContext = Pick<ExecutorContext, 'projectGraph' | 'projectsConfigurations'>;

/** The ids of the tasks that a task waits for within the graph given, on Nx 23 and 24. */
export function dependenciesOf(graph: TaskGraphLike, taskId: string): string[] {
  return (graph.dependencies[taskId] ?? [])
    .map((dependency) => (typeof dependency === 'string' ? dependency : dependency.id))
    .filter((id) => id in graph.tasks);
}

/** Folders of all projects by name, relative to the workspace root with forward slashes. */
export function projectRoots(context: ProjectsContext): Map<string, string> {
  const roots = new Map<string, string>();
  for (const [name, project] of Object.entries(context.projectsConfigurations?.projects ?? {})) {
    roots.set(name, project.root);
  }
  for (const [name, node] of Object.entries(context.projectGraph?.nodes ?? {})) roots.set(name, node.data.root);
  return roots;
}

/** For each folder that holds other projects: their folders, sorted. */
export function nestedRootsByRoot(roots: Iterable<string>): Map<string, string[]> {
  const all = new Set(roots);
  const nested = new Map<string, string[]>();
  for (const root of [...all].sort()) {
    for (const ancestor of ancestorsOf(root)) {
      if (!all.has(ancestor)) continue;
      const list = nested.get(ancestor);
      if (list) list.push(root);
      else nested.set(ancestor, [root]);
    }
  }
  return nested;
}

/** What an engine needs of the tasks of a run, from Nx's description of them. */
export class EngineTasks {
  readonly #roots: Map<string, string>;
  readonly #nested: Map<string, string[]>;
  readonly #graph: ProjectsContext['projectGraph'] | undefined;

  /** @param withClosure whether tasks come with the projects that theirs depends on */
  constructor(context: ProjectsContext, { withClosure = false }: { withClosure?: boolean | undefined } = {}) {
    if (withClosure) this.#graph = context.projectGraph;
    this.#roots = projectRoots(context);
    this.#nested = nestedRootsByRoot(this.#roots.values());
  }

  /**
   * @param options as Nx combined them for this task; undefined counts as none
   * @throws HoneError when the project is not in the graph
   */
  task<Options>(
    id: string,
    target: { project: string; target: string },
    options: Options | undefined,
  ): EngineTask<Options> {
    const root = this.#roots.get(target.project);
    if (root === undefined) {
      throw new HoneError(`The project "${target.project}" of the task ${id} is not in the project graph.`, {
        hint: 'Run `npx nx reset` and try again.',
      });
    }
    const closure = this.#graph && this.#closureOf(target.project, this.#graph);
    const externals = this.#graph && closure && externalsOf(target.project, closure, this.#graph);
    return {
      id,
      project: target.project,
      root,
      target: target.target,
      options: withoutInternals(options),
      nestedRoots: this.#nested.get(root) ?? [],
      ...(closure && { closure }),
      ...(externals && { externals }),
    };
  }

  #closureOf(project: string, graph: ProjectsContext['projectGraph']): ProjectFolder[] {
    return closureOf(project, graph).map((folder) => {
      const nestedRoots = this.#nested.get(folder.root);
      return nestedRoots ? { ...folder, nestedRoots } : folder;
    });
  }
}

/** Nx passes what it could not parse of the command line along with the options. */
function withoutInternals<Options>(options: Options | undefined): Options {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([name]) => !name.startsWith('__'))) as Options;
}

function* ancestorsOf(root: string): Generator<string> {
  if (root === '.') return;
  let end = root.lastIndexOf('/');
  for (; end > 0; end = root.lastIndexOf('/', end - 1)) yield root.slice(0, end);
  yield '.';
}

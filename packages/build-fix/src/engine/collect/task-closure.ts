/** The part of the project graph that says which task waits for which. */
export interface TaskFacts {
  /** Targets of each project, by its name. */
  targets: Readonly<Record<string, Readonly<Record<string, { dependsOn?: readonly unknown[] | undefined }>>>>;
  /** Names of the projects that each depends on directly. */
  dependencies: Readonly<Record<string, readonly string[]>>;
}

/** What `dependsOn` may hold. */
interface DependencyConfig {
  target?: unknown;
  projects?: unknown;
  dependencies?: unknown;
}

/**
 * The tasks that Nx runs for targets of a project, `project:target` each: those, and all that they wait for. With several
 * projects in one run, this tells what belongs to which.
 */
export function taskClosure(project: string, targets: readonly string[], facts: TaskFacts): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = targets.map((target) => ({ project, target }));
  for (const task of queue) {
    const configuration = facts.targets[task.project]?.[task.target];
    const id = `${task.project}:${task.target}`;
    if (!configuration || found.has(id)) continue;
    found.add(id);
    for (const dependency of configuration.dependsOn ?? []) queue.push(...expand(dependency, task.project, facts));
  }
  return found;
}

interface Task {
  project: string;
  target: string;
}

function expand(dependency: unknown, project: string, facts: TaskFacts): Task[] {
  const { target, projects, upstream } = normalize(dependency);
  if (target === undefined) return [];
  const named = Array.isArray(projects) ? projects.filter((name) => typeof name === 'string') : [];
  const owners = upstream ? reachable(project, facts) : named.length > 0 ? matching(named, facts) : [project];
  const isTarget = matcher(target);
  return owners.flatMap((owner) =>
    Object.keys(facts.targets[owner] ?? {})
      .filter(isTarget)
      .map((name) => ({ project: owner, target: name })),
  );
}

function normalize(dependency: unknown): { target?: string; projects?: unknown; upstream: boolean } {
  if (typeof dependency === 'string') {
    const upstream = dependency.startsWith('^');
    const [first = '', rest] = dependency.split(/:(.*)/s);
    // `app:build` names a target of another project, unless a target has such a name.
    if (!upstream && rest !== undefined) return { target: rest, projects: [first], upstream };
    return { target: upstream ? dependency.slice(1) : dependency, upstream };
  }
  const { target, projects, dependencies } = (dependency ?? {}) as DependencyConfig;
  if (typeof target !== 'string') return { upstream: false };
  const list = typeof projects === 'string' && projects !== 'self' ? [projects] : projects;
  return { target, projects: list, upstream: dependencies === true || projects === 'dependencies' };
}

/** Nx looks through projects without the target, so all that are reachable count. */
function reachable(project: string, { dependencies }: TaskFacts): string[] {
  const seen = new Set([project]);
  for (const name of seen) for (const target of dependencies[name] ?? []) seen.add(target);
  seen.delete(project);
  return [...seen];
}

function matching(names: readonly string[], { targets }: TaskFacts): string[] {
  return Object.keys(targets).filter((project) => names.some((name) => matcher(name)(project)));
}

function matcher(pattern: string): (name: string) => boolean {
  if (!pattern.includes('*')) return (name) => name === pattern;
  const expression = new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`);
  return (name) => expression.test(name);
}

function escape(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
}

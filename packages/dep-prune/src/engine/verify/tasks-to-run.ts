import { compareText } from '@hone/core/diagnostics';
import type { WrittenGraph } from '@hone/core/scratch';

/** What proves a removal: targets, and the projects that have them. */
export interface ProofTasks {
  targets: readonly string[];
  projects: readonly string[];
}

/** Targets that prove something where nobody says which. */
export const defaultTargets = ['python-validate', 'rust-check', 'build', 'test'];

/**
 * The targets of a project and of all that depend on it, directly or not.
 *
 * @param wanted by name; those that no project has, that never end, or that judge dependencies themselves are left out
 */
export function tasksToRun(
  project: string,
  wanted: readonly string[],
  { nodes, dependencies }: WrittenGraph,
): ProofTasks {
  const concerned = dependantsOf(project, dependencies).filter((name) => nodes[name]);
  const pairs = concerned.flatMap((name) =>
    wanted
      .filter((target) => {
        const found = nodes[name]?.data.targets?.[target];
        return found && !found.continuous && found.executor !== '@hone/dep-prune:prune';
      })
      .map((target) => ({ name, target })),
  );
  return {
    targets: wanted.filter((target) => pairs.some((pair) => pair.target === target)),
    projects: [...new Set(pairs.map(({ name }) => name))].sort(compareText),
  };
}

function dependantsOf(project: string, dependencies: WrittenGraph['dependencies']): string[] {
  const found = new Set([project]);
  for (const name of found) {
    for (const [source, list] of Object.entries(dependencies)) {
      if (list.some(({ target }) => target === name)) found.add(source);
    }
  }
  return [...found];
}

import type { ProjectGraph } from '@nx/devkit';
import type { ProjectFolder } from './engine.js';

/**
 * The projects that one depends on, directly or not.
 *
 * @returns sorted by folder, without the project itself; packages from outside the workspace are none of them
 */
export function closureOf(project: string, { nodes, dependencies }: ProjectGraph): ProjectFolder[] {
  const seen = new Set([project]);
  for (const name of seen) {
    for (const { target } of dependencies[name] ?? []) if (nodes[target]) seen.add(target);
  }
  seen.delete(project);
  return [...seen]
    .map((name) => ({ name, root: nodes[name]!.data.root }))
    .sort((a, b) => (a.root < b.root ? -1 : a.root > b.root ? 1 : 0));
}

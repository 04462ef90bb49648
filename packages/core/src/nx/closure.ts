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

/**
 * The npm packages that the sources of a project and of its closure import, as Nx sees it.
 *
 * @param closure by {@link closureOf}
 * @returns package names, sorted; undefined when the graph has no npm packages, so that nothing can be told
 */
export function externalsOf(
  project: string,
  closure: readonly ProjectFolder[],
  { externalNodes = {}, dependencies }: ProjectGraph,
): string[] | undefined {
  const packages = Object.values(externalNodes).filter(({ type }) => type === 'npm');
  if (packages.length === 0) return undefined;
  const found = [project, ...closure.map(({ name }) => name)].flatMap((name) =>
    (dependencies[name] ?? []).flatMap(({ target }) => {
      const node = externalNodes[target as keyof typeof externalNodes];
      return node?.type === 'npm' ? [node.data.packageName] : [];
    }),
  );
  return [...new Set(found)].sort();
}

import path from 'node:path';

/** A project that has to be named. */
export interface Unnamed {
  root: string;
  /** The name that Nx takes from a project.json or package.json in any case. */
  configuredName?: string;
  /** What its language calls it: the name of the distribution or of the package. */
  ownName?: string;
}

/**
 * Names projects: as configured, else as their language calls them, else after the folder. Where two would have one
 * name, or one that a configured project has, those without a configuration are named after their path.
 *
 * @param taken names of projects that this plugin does not name
 */
export function nameProjects(
  projects: readonly Unnamed[],
  taken: Iterable<string>,
): { names: Map<string, string>; clashes: string[] } {
  const wanted = (project: Unnamed): string => project.configuredName ?? project.ownName ?? lastPart(project.root);
  const count = new Map<string, number>();
  for (const name of [...taken, ...projects.map(wanted)]) count.set(name, (count.get(name) ?? 0) + 1);
  const names = new Map<string, string>();
  const clashes = new Set<string>();
  for (const project of projects) {
    const name = wanted(project);
    const clash = project.configuredName === undefined && (count.get(name) ?? 0) > 1;
    if (clash) clashes.add(name);
    names.set(project.root, clash ? pathName(project.root) : name);
  }
  return { names, clashes: [...clashes].sort() };
}

function lastPart(root: string): string {
  return root === '.' ? 'workspace' : path.posix.basename(root);
}

function pathName(root: string): string {
  return root === '.' ? 'workspace' : root.replaceAll('/', '-');
}

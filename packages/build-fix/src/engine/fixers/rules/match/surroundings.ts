import type { FixContext } from '../../../types.js';

/** Variables that the project gives: `{project}`, `{root}`, and `{prefix}`, the root with a slash, empty at the top. */
export function surroundingsOf({ project }: FixContext): Record<string, string> {
  const prefix = project.root === '.' ? '' : `${project.root}/`;
  return { project: project.name, root: project.root, prefix };
}

import path from 'node:path';
import { type ProjectConfiguration, readJson, type Tree, writeJson } from '@nx/devkit';
import type { ProjectFolder } from '@hone/core/nx';

/**
 * Writes the platforms into the options of the target that builds a Dockerfile. The target itself is inferred, so
 * nothing is written where the options are as they are by default.
 */
export function writePlatforms(
  tree: Tree,
  { name, root }: ProjectFolder,
  dockerfile: string,
  platforms: readonly string[] | undefined,
): void {
  if (!platforms || platforms.length === 0) return;
  const file = path.posix.join(root, 'project.json');
  const config = tree.exists(file) ? readJson<Partial<ProjectConfiguration>>(tree, file) : { name };
  const target = targetOf(path.posix.basename(dockerfile));
  const before = config.targets?.[target];
  const options = { ...(before?.options as object | undefined), platforms };
  const after = { ...config, targets: { ...config.targets, [target]: { ...before, options } } };
  if (JSON.stringify(after) !== JSON.stringify(config)) writeJson(tree, file, after);
}

/** The target that is inferred for a Dockerfile: `docker-build`, or `docker-build-prod` for `Dockerfile.prod`. */
function targetOf(name: string): string {
  const variant = name.replace(/^(?:docker|container)file[.-]?|[.-]?(?:docker|container)file$/gi, '');
  return variant === '' ? 'docker-build' : `docker-build-${variant}`;
}

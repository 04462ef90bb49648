import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { createWalker, isInside } from '@hone/core/files';
import { parseIgnoreFile } from '../lint/config/ignore-file.js';
import { instructionPath } from './quote.js';
import type { DockerfilePlan, ScaffoldRequest } from './types.js';

/** The files and folders that a program reads when it runs, relative to its project's folder. */
type Assets = readonly string[];

/** Normalises what the user named. @throws HoneError for what is no place in a project's folder */
export function readAssets(written: readonly string[]): string[] {
  const places = written.map((one) => {
    const place = path.posix.normalize(one.replaceAll('\\', '/')).replace(/\/$/, '');
    if (place !== '.' && !path.isAbsolute(one) && place !== '..' && !place.startsWith('../')) return place;
    throw new HoneError(`The asset ${JSON.stringify(one)} is no place in the project's folder.`, {
      hint: 'Name files and folders relative to it: `--assets=templates,settings.toml`.',
    });
  });
  return [...new Set(places)].sort();
}

/**
 * Makes sure that a build would find them: that they are there, that git does not ignore them, and that the plan's own
 * .dockerignore lets them in.
 *
 * @throws HoneError
 */
export function checkAssets({ workspaceRoot, project }: ScaffoldRequest, assets: Assets, plan: DockerfilePlan): void {
  if (assets.length === 0) return;
  const files = createWalker(workspaceRoot).listFiles(project.root);
  const ignored = parseIgnoreFile(plan.ignore.join('\n'));
  for (const asset of assets) {
    const file = path.posix.join(project.root, asset);
    const found = isInside(workspaceRoot, file) && files.some((one) => one === file || one.startsWith(`${file}/`));
    if (!found) {
      throw new HoneError(`The asset ${file} is not there, or git ignores it.`, {
        file,
        hint: `Paths are relative to ${project.root}. What a build has to make first is no asset.`,
      });
    }
    if (ignored.ignores(file)) {
      throw new HoneError(`The asset ${file} is a kind of file that the .dockerignore leaves out of every image.`, {
        file,
        hint: 'Rename it; settings and secrets belong to a deployment.',
      });
    }
  }
}

/** Copies them to where the program finds them: the same places below the folder that it runs in. */
export function copyAssets(root: string, assets: Assets): string[] {
  return assets.map((asset) => `COPY ${instructionPath(path.posix.join(root, asset))} ${instructionPath(asset)}`);
}

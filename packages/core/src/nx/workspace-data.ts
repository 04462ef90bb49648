import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * The folder for state that is no output. Devkit's index and its `internal` entry take 180 to 340 ms to load, so the one
 * small module that knows the folder is asked, in the copy of Nx that runs this workspace, which has loaded it already.
 *
 * @param workspaceRoot absolute path
 */
export function workspaceDataDirectory(workspaceRoot: string): string {
  const load = createRequire(path.join(workspaceRoot, 'package.json'));
  for (const id of ['nx/src/utils/cache-directory', '@nx/devkit/internal']) {
    try {
      const { workspaceDataDirectory: folder } = load(id) as { workspaceDataDirectory?: string };
      if (typeof folder === 'string') return folder;
    } catch {
      // Another version of Nx, or none beside this workspace: the next way.
    }
  }
  return process.env['NX_WORKSPACE_DATA_DIRECTORY'] ?? path.join(workspaceRoot, '.nx', 'workspace-data');
}

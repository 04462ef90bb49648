import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Where the live store of a workspace is: below the folder that Nx names for state that is no output.
 *
 * @param workspaceRoot absolute path
 */
export function storeFolder(workspaceRoot: string): string {
  return path.join(workspaceDataDirectory(workspaceRoot), 'hone', 'build-fix');
}

/** Devkit's entries take 180 ms and more to load: the one small module that knows the folder is asked where it can be. */
function workspaceDataDirectory(workspaceRoot: string): string {
  const load = createRequire(path.join(workspaceRoot, 'package.json'));
  for (const id of ['nx/src/utils/cache-directory', '@nx/devkit/internal']) {
    try {
      const { workspaceDataDirectory: folder } = load(id) as { workspaceDataDirectory?: string };
      if (typeof folder === 'string') return folder;
    } catch {
      // Another version of Nx, or none: the next way.
    }
  }
  return process.env['NX_WORKSPACE_DATA_DIRECTORY'] ?? path.join(workspaceRoot, '.nx', 'workspace-data');
}

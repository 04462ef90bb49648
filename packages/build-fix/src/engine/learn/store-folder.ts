import path from 'node:path';
import { workspaceDataDirectory } from '@hone/core/workspace-data';

/**
 * Where the live store of a workspace is: below the folder that Nx names for state that is no output.
 *
 * @param workspaceRoot absolute path
 */
export function storeFolder(workspaceRoot: string): string {
  return path.join(workspaceDataDirectory(workspaceRoot), 'hone', 'build-fix');
}

import type { ManifestProblem } from '@hone/core/manifests';

/** A lock file that slices are cut from. */
export interface OpenLock {
  problems: readonly ManifestProblem[];
  /**
   * @param root the project's folder, relative to the workspace root
   * @returns the text of its slice
   */
  slice(root: string): string;
}

/** What is said of a lock file that went away after Nx had read the workspace. */
export function missingLockProblem(file: string, command: string): ManifestProblem {
  return { file, message: 'The lock file is not there.', hint: `Make it with ${command}.` };
}

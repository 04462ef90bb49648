// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Writes the part of a Python lock file that one project can see.
 */
export interface LockSliceOptions {
  /**
   * The lock file (`uv.lock` or `poetry.lock`), relative to the workspace root.
   */
  lock: string;
  /**
   * Where the slice goes; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced.
   */
  slicePath: string;
  /**
   * The lowest level of finding that fails the task. A broken lock file is a warning here: the projects' own tasks report it.
   */
  failOn?: 'error' | 'warning' | 'never';
}

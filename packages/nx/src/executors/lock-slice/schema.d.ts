// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Writes the part of a lock file that one project can see.
 */
export interface LockSliceOptions {
  /**
   * The lock file (`uv.lock`, `poetry.lock` or `Cargo.lock`), relative to the workspace root.
   */
  lock?: string;
  /**
   * Where the slice goes; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced.
   */
  slicePath?: string;
  /**
   * Several locks, each with its slice, for a project that is one in Python and in Rust; in place of `lock` and `slicePath`, or besides.
   */
  slices?: {
    lock: string;
    slicePath: string;
  }[];
  /**
   * The lowest level of finding that fails the task. A broken lock file is a warning here: the projects' own tasks report it.
   */
  failOn?: 'error' | 'warning' | 'never';
}

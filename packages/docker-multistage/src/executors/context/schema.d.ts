// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Writes the build context of one project's images: its files, those of the projects it depends on, and its part of the lock files.
 */
export interface ContextOptions {
  /**
   * Further files and folders of the workspace, relative to its root. Name them among the target's inputs too, so that Nx sees their changes.
   */
  include?: string[];
  /**
   * The lowest level of finding that fails the task. An error always does, since no context is written then.
   */
  failOn?: 'error' | 'warning' | 'never';
  /**
   * Set by the graph plugin: the version of this package, so that another one is another task to Nx.
   */
  tool?: string;
}

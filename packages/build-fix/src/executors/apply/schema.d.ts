// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Carries out the plan of a project: tries its fixes in a copy of the workspace, verifies them with the project's own targets, and writes the largest set that breaks nothing to the tree in one step.
 */
export interface ApplyOptions {
  /**
   * Tries and verifies, writes the patch and the report, and leaves the sources alone.
   */
  dryRun?: boolean;
  /**
   * Takes back what was last applied to this project. Files that were changed since stay as they are.
   */
  undo?: boolean;
  /**
   * Writes to files with changes that are not committed, too.
   */
  allowDirty?: boolean;
  /**
   * Tries fixes that may change what the program does, too. Without it: those that the plan takes, and of those that it offers the ones whose like was kept often enough.
   */
  unsafe?: boolean;
  /**
   * The targets with which the outcome is verified. Without it: those whose failures were planned for.
   */
  verify?: string[];
  /**
   * How often, at most, a plan is carried out: after each pass what is left is planned anew, as long as it gets less.
   */
  maxPasses?: number;
  /**
   * The longest that one verification may take, in seconds.
   */
  timeout?: number;
  /**
   * The plan; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/build-fix.json`.
   */
  planPath?: string;
  /**
   * The lowest level of finding that fails the task when it is left.
   */
  failOn?: 'error' | 'warning' | 'never';
  /**
   * Where the SARIF report of what is left goes; tokens as in `planPath`. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/<target>.sarif`.
   */
  reportPath?: string;
  /**
   * Where the patch of what was applied goes; tokens as in `planPath`. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/<target>.patch`.
   */
  patchPath?: string;
}

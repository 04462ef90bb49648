// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Plans what to change so that the failures of a project's targets go away, and writes it as a patch, a SARIF report and data for build-fix-apply. Changes no source.
 */
export interface PlanOptions {
  /**
   * The targets that are run and whose failures are read. Without it: those of typecheck, lint, build, test, python-validate, rust-check, docker-lint and dep-prune that the project has.
   */
  targets?: string[];
  /**
   * Logs and SARIF reports to read in place of running targets; relative to the workspace root. In a task that is cached, the target's inputs have to name them, since Nx does not know else what they hold; or give --skip-nx-cache.
   */
  from?: string | string[];
  /**
   * The fixers and rules to use: `ruff`, `python/undeclared-module`, `python/*`; one with `!` before it is not used. Without it: all.
   */
  rules?: string[];
  /**
   * Takes fixes that may change what the program does, too.
   */
  unsafe?: boolean;
  /**
   * How often fixes that have to wait for another one are looked at again.
   */
  maxPasses?: number;
  /**
   * The longest that the targets may take together, in seconds; then they are ended, and nothing is planned.
   */
  timeout?: number;
  /**
   * Patterns in the syntax of .gitignore, relative to the workspace root: only findings in such files are fixed.
   */
  include?: string[];
  /**
   * Patterns in the syntax of .gitignore, relative to the workspace root: nothing is fixed or changed in such files.
   */
  exclude?: string[];
  /**
   * A commit: only findings in files that changed since are fixed. In a task that is cached, its full id, since a name such as `main` moves.
   */
  onlyChanged?: string;
  /**
   * Set by the graph plugin: the version of this package, so that another one is another task to Nx.
   */
  tool?: string;
  /**
   * Set by the graph plugin: a digest of the tools and settings of the targets that are run, so that others are another task to Nx.
   */
  facts?: string;
  /**
   * The target that applies the plan, for the line that names it. Set by the graph plugin.
   */
  applyTarget?: string;
  /**
   * The lowest level of finding without a fix that fails the task. A task that fails is not cached.
   */
  failOn?: 'error' | 'warning' | 'never';
  /**
   * Where the SARIF report goes; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/<target>.sarif`.
   */
  reportPath?: string;
  /**
   * Where the patch goes; tokens as in `reportPath`. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/build-fix.patch`.
   */
  patchPath?: string;
  /**
   * Where the plan goes as data; tokens as in `reportPath`. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/build-fix.json`.
   */
  planPath?: string;
}

// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Validates one Python project and writes a SARIF report.
 */
export interface ValidateOptions {
  /**
   * Switches each check on or off.
   */
  checks?: {
    /**
     * Every file compiles for the project's lowest Python.
     */
    syntax?: boolean;
    /**
     * ruff, with the project's own configuration.
     */
    lint?: boolean;
    /**
     * Every import is declared.
     */
    imports?: boolean;
    /**
     * Manifests follow the packaging standards.
     */
    metadata?: boolean;
    /**
     * The lock file matches the manifest.
     */
    lock?: boolean;
    /**
     * A type checker.
     */
    types?: boolean;
  };
  /**
   * Which ruff runs: `auto` takes the project's own (virtual environment, then PATH) and otherwise the embedded one.
   */
  engine?: 'auto' | 'native' | 'embedded';
  /**
   * The Python to validate for, such as `3.11`; by default the lowest that `requires-python` allows.
   */
  pythonVersion?: string;
  /**
   * Which type checker the check `types` runs; `auto` takes the one that the project configures or has installed.
   */
  typeChecker?: 'auto' | 'pyright' | 'mypy' | 'ty' | 'pyrefly';
  /**
   * Seconds that one run of an outside tool may take before it is ended.
   */
  timeout?: number;
  /**
   * Glob patterns, relative to the project, of Python files to leave out.
   */
  exclude?: string[];
  /**
   * The lowest level of finding that fails the task.
   */
  failOn?: 'error' | 'warning' | 'never';
  /**
   * Where the SARIF report goes; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/<target>.sarif`.
   */
  reportPath?: string;
  /**
   * The project's lock slice, written by the target `lock-slice`. Set by the graph plugin.
   */
  lockSlice?: string;
  /**
   * Modules of other workspace projects that this one imports. Set by the graph plugin.
   */
  workspaceModules?: {
    [k: string]: {
      /**
       * Normalised distribution name.
       */
      distribution: string;
      /**
       * Nx project name.
       */
      project: string;
    };
  };
  /**
   * Names and versions of the tools that run; part of the cache key. Set by the graph plugin.
   */
  toolchain?: string;
  /**
   * Fingerprint of the project's virtual environment; part of the cache key. Set by the graph plugin.
   */
  environment?: string;
}

// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Measures cold and warm builds, and builds after an edit of a source file and of a lock file, and holds them against a baseline.
 */
export interface BenchmarkOptions {
  /**
   * The Dockerfile; `{workspaceRoot}` and `{projectRoot}` are replaced, and a relative path starts at the workspace root. Without it: `{projectRoot}/Dockerfile`.
   */
  dockerfile?: string;
  /**
   * The folder that is the build context, written like `dockerfile`. Without it: what the target docker-context wrote, `{workspaceRoot}/dist/hone/{projectRoot}/docker-context`.
   */
  context?: string;
  /**
   * The stages to measure, each an image of its own. Without any: the last one.
   */
  stages?: string[];
  /**
   * Values for ARG by name. An empty value stays empty; to take one from the environment, write `$NAME`.
   */
  buildArgs?: {
    [k: string]: string;
  };
  /**
   * Secrets for `RUN --mount=type=secret`: each has an id and comes from a variable of the environment or from a file (relative to the workspace root, or absolute).
   */
  secrets?: {
    id: string;
    env?: string;
    file?: string;
  }[];
  /**
   * Agents for `RUN --mount=type=ssh`: `default` for the agent of SSH_AUTH_SOCK, or `id=/path/to/socket`.
   */
  ssh?: string[];
  /**
   * The network of RUN steps.
   */
  network?: 'default' | 'host' | 'none';
  /**
   * How often each build is measured.
   */
  rounds?: number;
  /**
   * Which builds are measured: `cold` (nothing cached, cache mounts empty), `warm` (nothing changed), `source` (a source file edited), `dependency` (a lock file or manifest edited).
   */
  measures?: ('cold' | 'warm' | 'source' | 'dependency')[];
  /**
   * The file of the context that the source edit changes. Without it: the project's first program file.
   */
  sourceFile?: string;
  /**
   * The file of the context that the dependency edit changes. Without it: the lock file (uv.lock, poetry.lock, package-lock.json, …), and for Cargo the root's Cargo.toml.
   */
  dependencyFile?: string;
  /**
   * The file with the baseline; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced. Without it: `{projectRoot}/docker-benchmark.json`.
   */
  baseline?: string;
  /**
   * Whether what is measured becomes the baseline.
   */
  updateBaseline?: boolean;
  /**
   * By how many percent a median (and by more than half a second) or a size may be above the baseline before the task fails.
   */
  threshold?: number;
  /**
   * How the result is shown.
   */
  format?: 'table' | 'json';
  /**
   * Where the result goes as JSON, with the tokens of `baseline`. Without it: `dist/hone/{projectRoot}/docker-benchmark.json`.
   */
  outputPath?: string;
}

// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Lints the Dockerfiles of one project and writes a SARIF report.
 */
export interface LintOptions {
  /**
   * Globs, relative to the project, of the Dockerfiles to lint; without any, all with a usual name: `Dockerfile`, `Dockerfile.*`, `*.Dockerfile`, `Containerfile*`.
   */
  dockerfiles?: string[];
  /**
   * Patterns in the syntax of .gitignore, relative to the project, of Dockerfiles to leave out.
   */
  exclude?: string[];
  /**
   * Ids of rules that are off: `DL3008`, `StageNameCasing`, `docker/no-cache-mount`.
   */
  ignore?: string[];
  /**
   * The level of a rule's findings by the rule's id, in place of its own; `off` turns the rule off, any other turns on one that is off by default.
   */
  severities?: {
    [k: string]: 'error' | 'warning' | 'note' | 'off';
  };
  /**
   * What BuildKit's build argument BUILDKIT_DOCKERFILE_CHECK says, such as `skip=JSONArgsRecommended;error=true`; takes the place of `# check=` at the top of a Dockerfile.
   */
  check?: string;
  /**
   * The folder that is the build context, for .dockerignore and the sources of COPY; `{workspaceRoot}` and `{projectRoot}` are replaced. Without it: what the Dockerfile's COPY instructions are written for, by the graph plugin, else the project.
   */
  context?: string;
  /**
   * Whether the engine checks the Dockerfiles too (`docker buildx build --call=check`), for what its BuildKit knows and this linter does not. Without buildx, or with an engine older than Docker 27, a note says that it was left out. The report then depends on the engine: add `{"runtime": "docker version"}` to the target's inputs.
   */
  engineCheck?: boolean;
  /**
   * The lowest level of finding that fails the task.
   */
  failOn?: 'error' | 'warning' | 'never';
  /**
   * Where the SARIF report goes; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/<target>.sarif`.
   */
  reportPath?: string;
  /**
   * The Dockerfiles of the project and the build context of each, relative to the workspace root. Set by the graph plugin: then the project's folder is not searched.
   */
  found?: {
    [k: string]: string;
  };
  /**
   * Folders of workspace projects that a Dockerfile copies from, relative to the workspace root, and their names; for `docker/copy-outside-closure`, which leaves out those that the project depends on. Set by the graph plugin.
   */
  outsideClosure?: {
    [k: string]: string;
  };
  /**
   * Set by the graph plugin: the version of this package, so that another one is another task to Nx.
   */
  tool?: string;
}

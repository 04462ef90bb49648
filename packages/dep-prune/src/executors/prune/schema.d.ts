// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Judges every dependency that a project declares, and writes a SARIF report and dep-prune.json.
 */
export interface PruneOptions {
  /**
   * Removes what is unused from the manifests and brings the lock file up to date with the real tool. Without it nothing is written but reports. A task with `fix` must not be cached.
   */
  fix?: boolean;
  /**
   * With `fix`: leaves the manifests alone and writes the edits to `patchPath`, as a patch that `git apply` takes.
   */
  dryRun?: boolean;
  /**
   * Fixes move what only tests and tools use into a development group, and what the program uses out of it.
   */
  split?: boolean;
  /**
   * Proves a removal: removes in a scratch copy, runs these targets of the project and its dependants, and keeps the largest set that breaks nothing. `true` takes those of python-validate, rust-check, build and test that the projects have.
   */
  verify?: boolean | string[];
  /**
   * Dependencies that stay whatever is found, by name; `*` stands for any part of a name.
   */
  keep?: string[];
  /**
   * Verdicts that are not reported: `missing`, `transitive`, …
   */
  ignore?: ('unused' | 'dev-only' | 'runtime' | 'transitive' | 'convert-to-extra' | 'missing' | 'unknown')[];
  /**
   * Patterns in the syntax of .gitignore, relative to the project, of files that are no evidence.
   */
  exclude?: string[];
  /**
   * Patterns in the syntax of .gitignore, relative to the project, of files that are used in development alone, besides the usual places of tests, documentation and scripts of tools.
   */
  developmentPaths?: string[];
  /**
   * The folder of a virtual environment or of node_modules whose metadata is read; relative to the workspace root. Without it: the project's own, where there is one.
   */
  environment?: string;
  /**
   * The project's lock slice, relative to the workspace root. Set by the graph plugin.
   */
  lockSlice?: string;
  /**
   * Set by the graph plugin: the version of this package, so that another one is another task to Nx.
   */
  tool?: string;
  /**
   * Set by the graph plugin: a digest of what is installed on this machine and tells something of the dependencies, so that another installation is another task to Nx.
   */
  installed?: string;
  /**
   * Set by the graph plugin for one member of a Cargo workspace: the entries of `[workspace.dependencies]` that no member inherits, which are judged with this project.
   */
  workspaceDependencies?: string[];
  /**
   * A file or folder of known vulnerabilities in OSV form; with it, what remains is audited.
   */
  advisories?: string;
  /**
   * Licences, as SPDX identifiers, that dependencies may have; with it, others are findings.
   */
  licenses?: string[];
  /**
   * The lowest level of finding that fails the task.
   */
  failOn?: 'error' | 'warning' | 'never';
  /**
   * Where the SARIF report goes; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/<target>.sarif`.
   */
  reportPath?: string;
  /**
   * Where the verdicts go; tokens as in `reportPath`. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/dep-prune.json`.
   */
  verdictsPath?: string;
  /**
   * Where the patch of a dry run goes; tokens as in `reportPath`. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/dep-prune.patch`.
   */
  patchPath?: string;
}

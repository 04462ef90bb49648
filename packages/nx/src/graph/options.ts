/** The options of the plugin's entry in nx.json. */
export interface HoneOptions {
  /** Name of the target that validates a Python project. Default `python-validate`. */
  pythonValidateTargetName?: string;
  /** Name of the target that writes a project's part of its lock file. Default `lock-slice`. */
  lockSliceTargetName?: string;
  /** Name of the target that checks a crate. Default `rust-check`. */
  rustCheckTargetName?: string;
  /** Name of the target that builds a crate's programs and foreign libraries. Default `rust-build`. */
  rustBuildTargetName?: string;
  /** Name of the target that runs a crate's tests. Default `rust-test`. */
  rustTestTargetName?: string;
  /** Name of the target that runs a crate's program. Default `rust-run`. */
  rustRunTargetName?: string;
  /** Name of the target that documents a library. Default `rust-doc`. */
  rustDocTargetName?: string;
  /** Name of the target that runs a crate's benchmarks. Default `rust-bench`. */
  rustBenchTargetName?: string;
  /** Name of the target that lints a project's Dockerfiles. Default `docker-lint`. */
  dockerLintTargetName?: string;
  /** Name of the target that writes the build context of a project's images. Default `docker-context`. */
  dockerContextTargetName?: string;
  /**
   * Name of the target that builds the image of a project's `Dockerfile`; that of `Dockerfile.prod` has `-prod` at its end.
   * Default `docker-build`.
   */
  dockerBuildTargetName?: string;
  /** Name of the target that gives the engine the image that was built; named further like those that build. Default `docker-load`. */
  dockerLoadTargetName?: string;
  /** Name of the target that judges a project's dependencies. Default `dep-prune`. */
  depPruneTargetName?: string;
  /** Name of the target that removes those that nothing uses. Default `dep-prune-fix`. */
  depPruneFixTargetName?: string;
  /** Name of the target that plans fixes for a project's failures. Default `build-fix`. */
  buildFixTargetName?: string;
  /** Name of the target that applies what was planned. Default `build-fix-apply`. */
  buildFixApplyTargetName?: string;
  /** What is inferred for Python. */
  python?: PythonOptions;
  /** What is inferred for Rust. */
  rust?: RustOptions;
  /** What is inferred for Dockerfiles. */
  docker?: DockerOptions;
  /** How dependencies are judged. */
  depPrune?: DepPruneOptions;
  /** How failures are fixed. */
  buildFix?: BuildFixOptions;
}

/** What is inferred for Python. */
export interface PythonOptions {
  /** Whether Python projects are found at all. Default true. */
  enabled?: boolean;
  /** Whether an import of another project's module is an edge of the project graph. Default true. */
  importEdges?: boolean;
  /** Whether locked packages are nodes of the project graph, one for each version. Default true. */
  externalNodes?: boolean;
  /**
   * Whether the target `python-validate` checks types too. Its task then depends on the sources of the project's
   * dependencies, since type checkers read them. Default false.
   */
  types?: boolean;
  /** Which ruff runs; see the executor's option of this name. Default `auto`. */
  engine?: 'auto' | 'native' | 'embedded';
}

/** What is inferred for Rust. */
export interface RustOptions {
  /** Whether crates are found at all. Default true. */
  enabled?: boolean;
  /** Whether locked packages are nodes of the project graph, one for each version. Default true. */
  externalNodes?: boolean;
  /** Whether targets that are plain cargo commands (build, test, run, doc, bench) are inferred. Default true. */
  commands?: boolean;
}

/** What is inferred for Dockerfiles. */
export interface DockerOptions {
  /** Whether Dockerfiles are looked for at all. Default true. */
  enabled?: boolean;
  /** Whether targets that build images are inferred; otherwise Dockerfiles are linted only. Default true. */
  build?: boolean;
  /**
   * Where images go: into the engine, into an OCI archive, or to a registry. What is in the engine only is never called a
   * hit of Nx's cache. Default `engine`.
   */
  output?: 'engine' | 'oci' | 'push';
  /** What stands before the names of images: `ghcr.io/acme/`. Default: nothing. */
  imagePrefix?: string;
}

/** How dependencies are judged. */
export interface DepPruneOptions {
  /** Whether projects that declare dependencies have the targets at all. Default true. */
  enabled?: boolean;
  /**
   * A file or folder of known vulnerabilities in OSV form, relative to the workspace root and in it: what remains is
   * audited, and these files are an input of each project's target. Default: there is no such audit.
   */
  advisories?: string;
  /** Licences, as SPDX identifiers, that dependencies may have. Default: any. */
  licenses?: string[];
}

/** How failures are fixed. */
export interface BuildFixOptions {
  /** Whether projects have the targets at all. Default true. */
  enabled?: boolean;
  /**
   * The targets whose failures are read. Default: those of typecheck, lint, build, test and this family's checks that a
   * project has.
   */
  targets?: string[];
  /**
   * Whether the output of tasks that fail is kept after a run, and a line printed on what of it may be fixable. Default
   * false.
   */
  keepFailures?: boolean;
}

const targetNames = {
  pythonValidateTargetName: 'python-validate',
  lockSliceTargetName: 'lock-slice',
  rustCheckTargetName: 'rust-check',
  rustBuildTargetName: 'rust-build',
  rustTestTargetName: 'rust-test',
  rustRunTargetName: 'rust-run',
  rustDocTargetName: 'rust-doc',
  rustBenchTargetName: 'rust-bench',
  dockerLintTargetName: 'docker-lint',
  dockerContextTargetName: 'docker-context',
  dockerBuildTargetName: 'docker-build',
  dockerLoadTargetName: 'docker-load',
  depPruneTargetName: 'dep-prune',
  depPruneFixTargetName: 'dep-prune-fix',
  buildFixTargetName: 'build-fix',
  buildFixApplyTargetName: 'build-fix-apply',
};

const python: Required<PythonOptions> = {
  enabled: true,
  importEdges: true,
  externalNodes: true,
  types: false,
  engine: 'auto',
};

const rust: Required<RustOptions> = { enabled: true, externalNodes: true, commands: true };

const docker: Required<DockerOptions> = { enabled: true, build: true, output: 'engine', imagePrefix: '' };

/** The options with every default in place. */
export type ResolvedOptions = Record<keyof typeof targetNames, string> & {
  python: Required<PythonOptions>;
  rust: Required<RustOptions>;
  docker: Required<DockerOptions>;
  depPrune: DepPruneOptions & { enabled: boolean };
  buildFix: BuildFixOptions & { enabled: boolean };
};

/** Fills in the defaults. */
export function resolveOptions(options: HoneOptions | undefined): ResolvedOptions {
  return {
    ...targetNames,
    ...options,
    python: { ...python, ...options?.python },
    rust: { ...rust, ...options?.rust },
    docker: { ...docker, ...options?.docker },
    depPrune: { enabled: true, ...options?.depPrune },
    buildFix: { enabled: true, ...options?.buildFix },
  };
}

/** The options of the plugin's entry in nx.json. */
export interface HoneOptions {
  /** Name of the target that validates a Python project. Default `python-validate`. */
  pythonValidateTargetName?: string;
  /** Name of the target that writes a project's part of its lock file. Default `lock-slice`. */
  lockSliceTargetName?: string;
  /** What is inferred for Python. */
  python?: PythonOptions;
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

/** The options with every default in place. */
export interface ResolvedOptions {
  pythonValidateTargetName: string;
  lockSliceTargetName: string;
  python: Required<PythonOptions>;
}

/** Fills in the defaults. */
export function resolveOptions(options: HoneOptions | undefined): ResolvedOptions {
  return {
    pythonValidateTargetName: options?.pythonValidateTargetName ?? 'python-validate',
    lockSliceTargetName: options?.lockSliceTargetName ?? 'lock-slice',
    python: {
      enabled: true,
      importEdges: true,
      externalNodes: true,
      types: false,
      engine: 'auto',
      ...options?.python,
    },
  };
}

/** A requirement as PEP 508 defines it, or as poetry's table form is translated into it. */
export interface Requirement {
  /** The distribution name as written. */
  name: string;
  /** The name after PEP 503 normalisation: lower case, runs of `-`, `_` and `.` as one `-`. */
  normalizedName: string;
  /** Extras, normalised and sorted. */
  extras: string[];
  /** A PEP 440 specifier set such as `>=1.2,<2`; empty for any version. */
  specifier: string;
  /** The address of a direct reference (`name @ https://…`). */
  url?: string;
  /** The environment marker without its leading semicolon. */
  marker?: string;
}

/** Where a dependency comes from. `path` is relative to the workspace root with forward slashes. */
export type DependencySource =
  | { type: 'index' }
  | { type: 'path'; path: string; editable: boolean }
  | { type: 'workspace' }
  | { type: 'git'; url: string }
  | { type: 'url'; url: string };

/**
 * What a dependency is for. `runtime`: always installed. `extra`: with an extra of this project. `group`: a PEP 735 or
 * poetry group, uv's `dev-dependencies`, or a development requirements file. `build`: of `[build-system]`.
 * `constraint`: bounds a version and installs nothing.
 */
export type DependencyKind = 'runtime' | 'extra' | 'group' | 'build' | 'constraint';

/** One dependency that a manifest declares. */
export interface Dependency {
  requirement: Requirement;
  kind: DependencyKind;
  /** The extra's or the group's name, normalised, for those two kinds. */
  group?: string;
  source: DependencySource;
  /** The manifest, relative to the workspace root. */
  file: string;
  /** 1-based line in that manifest, where it is known. */
  line?: number;
}

/** Something in a manifest that could not be read; reading went on with the rest. */
export interface ManifestProblem {
  file: string;
  line?: number;
  column?: number;
  message: string;
  hint?: string;
}

/** An entry point: `name = module:attribute`. */
export interface EntryPoint {
  /** `console_scripts`, `gui_scripts` or the name of a plugin group. */
  group: string;
  name: string;
  value: string;
  file: string;
  line?: number;
}

/** All manifests of one Python project, read together. */
export interface PythonProject {
  /** Folder relative to the workspace root, `.` for the root itself. */
  root: string;
  /** The distribution's name as written, where a manifest gives one. */
  name?: string;
  normalizedName?: string;
  version?: string;
  /** PEP 440 specifier set. */
  requiresPython?: string;
  dependencies: Dependency[];
  /** Names of the declared extras, normalised. */
  extras: string[];
  /** Names of the declared groups, normalised. */
  groups: string[];
  entryPoints: EntryPoint[];
  /** `[tool.uv.workspace]` of this manifest: member and exclude globs relative to the project. */
  workspace?: { members: string[]; exclude: string[] };
  /** The tool whose tables or lock file rule this project. */
  manager: 'uv' | 'poetry' | 'pip';
  /** Every manifest file that was read, relative to the workspace root, sorted. Included files count. */
  manifests: string[];
  problems: ManifestProblem[];
}

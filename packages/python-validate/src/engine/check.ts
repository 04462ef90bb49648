import type { Diagnostic, ToolDescriptor } from '@hone/core/diagnostics';
import type { LockSlice } from '@hone/core/locks';
import type { PythonProject } from '@hone/core/manifests';

/** A Python version as two numbers, for example `{ major: 3, minor: 11 }`. */
export interface PythonVersion {
  major: 3;
  minor: number;
}

/** A Python source file of a project. Bytes are read when they are first asked for, and then kept. */
export interface SourceFile {
  /** Relative to the workspace root, forward slashes. */
  file: string;
  /** Absolute path. */
  path: string;
  /** Size in bytes. */
  size: number;
  /** Reads the file; throws when it is gone. */
  bytes(): Uint8Array;
  /** Decoded as CPython would (BOM and PEP 263 cookie), or undefined when it can't be decoded. */
  text(): string | undefined;
}

/** A virtual environment of a project, as far as checks may look into it. */
export interface PythonEnvironment {
  /** Absolute path of the environment's folder. */
  path: string;
  /** Absolute paths of its `site-packages` folders. */
  sitePackages: string[];
}

/** Another project of the workspace whose module this one imports. */
export interface WorkspaceModule {
  /** Normalised distribution name. */
  distribution: string;
  /** Nx project name. */
  project: string;
}

/** One project, read once, as every check sees it. */
export interface ProjectContext {
  /** Relative to the workspace root, `.` for the root itself. */
  root: string;
  /** Absolute path of the workspace root. */
  workspaceRoot: string;
  manifest: PythonProject;
  /** Python sources (`.py`, `.pyi`), sorted by name; ignored and excluded files and nested projects are left out. */
  files: readonly SourceFile[];
  /** The lowest Python that the project supports; from `pythonVersion`, else `requires-python`, else the default. */
  pythonVersion: PythonVersion;
  lockSlice?: LockSlice;
  environment?: PythonEnvironment;
  /** Top-level module (or dotted prefix for a namespace package) to the workspace project that has it. */
  workspaceModules: Readonly<Record<string, WorkspaceModule>>;
  options: CheckOptions;
}

/** The options of the executor that checks look at. */
export interface CheckOptions {
  engine: 'auto' | 'native' | 'embedded';
  typeChecker: 'auto' | 'pyright' | 'mypy' | 'ty' | 'pyrefly';
  /** How long one run of an outside tool may take, in milliseconds. */
  timeoutMs: number;
}

/** What a check found in one project. */
export interface CheckResult {
  diagnostics: Diagnostic[];
  /** The tools that took part, with the rules they may report. */
  tools: ToolDescriptor[];
  /** Said once in the terminal report and kept in it: a skipped step, a setting that could not be honoured. */
  notes?: string[];
}

/** Runs one check over many projects at once. A failure in one project must not touch the result of another. */
export type Check = (
  projects: readonly ProjectContext[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<ProjectContext, CheckResult>>;

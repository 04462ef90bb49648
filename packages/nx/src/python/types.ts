import type { DependencySource, PythonProject } from '@hone/core/manifests';

/** What the graph needs of a project's manifests. It is kept on disk between commands, so it is small. */
export interface ManifestFacts {
  name?: string;
  normalizedName?: string;
  manager: PythonProject['manager'];
  /** A `[project]` or `[tool.poetry]` table, a `setup.py`, or a `setup.cfg` with a name. */
  declaresProject: boolean;
  dependencies: DependencyFacts[];
  /** Where its build settings say that its packages are, where they say so. */
  layout?: { packageDirs: string[]; packages: string[] };
  /** Every manifest that was read, relative to the workspace root. */
  manifests: string[];
  /** Files that tool configurations of this folder extend, relative to the workspace root. */
  extendedConfigs: string[];
}

/** A dependency as the graph needs it: one entry for each name, source and file. */
export interface DependencyFacts {
  normalizedName: string;
  source: DependencySource['type'];
  /** For a path, relative to the workspace root. */
  path?: string;
  /** The manifest that declares it. */
  file: string;
}

/** One source file: its path relative to the workspace root, and the absolute imports in it. */
export interface SourceFacts {
  file: string;
  /** `a.b` for `import a.b`, `a.b c d` for `from a.b import c, d`; each once. */
  imports: readonly string[];
}

/** A Python project of the workspace, as far as the graph is concerned. */
export interface PythonProjectFacts {
  /** Relative to the workspace root, `.` for the root itself. */
  root: string;
  /** The manifest by which it was found, relative to the workspace root. */
  configFile: string;
  /** The name in the project graph, as far as this plugin knows. */
  name: string;
  manifest: ManifestFacts;
  /** Dotted import prefixes that it offers. */
  modules: string[];
  sources: SourceFacts[];
  /** The lock file that rules it, relative to the workspace root. */
  lock?: string;
}

/** A locked package with the packages it needs. */
export interface LockedPackageFacts {
  name: string;
  version?: string;
  source: 'index' | 'workspace' | 'path' | 'git' | 'url';
  /** The folder of a workspace or path package, relative to the workspace root. */
  location?: string;
  digest: string;
  /** Name, and the version where the lock holds several of the name. */
  dependencies: [name: string, version?: string][];
}

/** What the graph needs of a lock file. */
export interface LockFacts {
  file: string;
  packages: LockedPackageFacts[];
  /** The file could not be read as a lock file. */
  broken?: boolean;
}

import type { PythonSource } from '@hone/core/python';
import type { WorkspaceModule } from '../../check.js';

/** One source file, as far as its imports go. */
export interface FileFacts extends PythonSource {
  /** Loaded only by who asks for it: neither the package, nor an entry point, nor a server's module imports it. */
  optIn: boolean;
}

/** How a project declares one distribution. */
export interface Declaration {
  runtime: boolean;
  /** Extras and groups that hold it. */
  extras: readonly string[];
  groups: readonly string[];
  build: boolean;
}

/** Everything that the verdicts rest on: plain data. */
export interface ImportFacts {
  /** Relative to the workspace root. */
  root: string;
  /** The lowest supported Python, 3.`minor`. */
  minor: number;
  /** The manifest says so; else it is what is assumed of every project. */
  minorIsDeclared: boolean;
  files: readonly FileFacts[];
  /** Whether a module, as imported by a file, lies in the project itself. */
  isLocal: (file: string, module: string) => boolean;
  /** By normalised distribution name. */
  declared: ReadonlyMap<string, Declaration>;
  /** The manifest computes its dependencies, so what is missing here may still be declared. */
  incomplete: boolean;
  /** Whether a lock or an environment tells what else is installed. */
  closureIsKnown: boolean;
  /** What is installed along with the declared dependencies, each with the distribution that brings it in. */
  transitive: ReadonlyMap<string, string | undefined>;
  /** Distributions by import prefix, from an environment's metadata; absent where there is none. */
  installed?: ReadonlyMap<string, readonly string[]>;
  /** Import prefixes of the workspace's other projects. */
  workspaceModules: Readonly<Record<string, WorkspaceModule>>;
  /** Where to add a dependency: `[project] dependencies in libs/x/pyproject.toml`. */
  placeToDeclare: string;
}

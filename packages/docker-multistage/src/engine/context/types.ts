import type { Diagnostic } from '@hone/core/diagnostics';
import type { ProjectFolder } from '@hone/core/nx';

/** One file of a build context. */
export interface ContextEntry {
  /** Where it lies in the context: where it lies in the workspace, with forward slashes. */
  path: string;
  source: ContextSource;
  /** Files are 0755 or 0644, so that a context does not depend on the umask of a checkout. */
  executable: boolean;
}

/** Where the content of an entry comes from. */
export type ContextSource =
  /** A file of the workspace, as it is; relative to the workspace root. */
  | { kind: 'file'; file: string }
  /** Text made for this context: a sliced lock file, a manifest without the members that are not there. */
  | { kind: 'text'; text: string }
  /** A symbolic link to another place in the context; relative to the link. */
  | { kind: 'link'; target: string };

/** Whose context is made. */
export interface ContextRequest {
  /** Absolute path. */
  workspaceRoot: string;
  project: ProjectFolder;
  /** The projects it depends on, directly or not, sorted by folder. */
  closure: readonly ProjectFolder[];
  /** Names of the npm packages that their sources import, by the project graph; absent when it does not tell. */
  externals?: readonly string[];
  /** What the requests of a batch share; see `once`. */
  shared?: Shared;
}

/** Keeps what is costly to make, a parsed lock for instance, for the other requests of a batch. */
export interface Shared {
  once<T>(key: string, make: () => T): T;
}

/** What one kind of lock adds to a context: files from outside the projects, or others in place of a project's own. */
export interface ContextPart {
  /** The lock files that were sliced, relative to the workspace root. */
  locks: string[];
  /** Take the place of project files with the same path. */
  entries: ContextEntry[];
  diagnostics: Diagnostic[];
}

/**
 * Reads what a project's image needs of the workspace's root manifests and locks, for one kind of them; `undefined` where
 * the project has none of that kind.
 */
export type ReadContextPart = (request: ContextRequest) => Promise<ContextPart | undefined>;

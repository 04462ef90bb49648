import type { JsonObject, NpmManifest } from '@hone/core/npm';
import type { ContextEntry, ContextRequest } from '../types.js';
import type { Diagnostic } from '@hone/core/diagnostics';

export type NodeLockKind = 'npm' | 'pnpm' | 'yarn';

/** The folder whose lock rules a project, and what is beside the lock. */
export interface NodeRoot {
  /** Relative to the workspace root, `.` for the root itself. */
  folder: string;
  kind: NodeLockKind;
  /** The lock's path relative to the workspace root. */
  lockFile: string;
  lockText: string;
  manifest: NpmManifest;
  manifestText: string;
  /** `pnpm-workspace.yaml`. */
  pnpmWorkspace?: string;
  /** Manifests of the workspaces, by their folder relative to {@link folder}. */
  members: ReadonlyMap<string, NpmManifest>;
}

/** What the cutters of the three package managers start from. */
export interface NodeCutRequest {
  request: ContextRequest;
  root: NodeRoot;
  /** Folders of the workspaces that the project and its closure are, relative to the root's folder; sorted. */
  present: readonly string[];
  /** Whether a dependency of the root stays, as far as sources and scripts tell. */
  keepsRootDependency: KeepsDependency;
}

export type DependencyTable = 'dependencies' | 'devDependencies' | 'optionalDependencies' | 'peerDependencies';
export type KeepsDependency = (name: string, table: DependencyTable, bins?: readonly string[]) => boolean;

/** What a cutter gives. Paths are relative to the workspace root. */
export interface NodeCut {
  /** Texts of the root manifest, the lock and what else is rewritten, by path. */
  texts: Map<string, string>;
  /** Folders of workspaces that are there, relative to the root's folder; sorted. */
  members: readonly string[];
  /** Further folders and files that the lock names, relative to the root's folder. */
  places: readonly string[];
  entries?: ContextEntry[];
  diagnostics: Diagnostic[];
}

export type { JsonObject };

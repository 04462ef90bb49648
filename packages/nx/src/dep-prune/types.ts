import type { SliceFacts } from '../graph/language.js';

/** What a project declares dependencies in. */
export type ManifestKind = 'python' | 'rust' | 'npm';

/** A project that declares dependencies, in one language or in several. */
export interface PrunedProject {
  /** Relative to the workspace root. */
  root: string;
  /** The name in the project graph. */
  name: string;
  /** The manifest by which it was found, relative to the workspace root. */
  configFile: string;
  kinds: readonly ManifestKind[];
  /** Its parts of Python's and Cargo's locks. */
  slices: readonly SliceFacts[];
  /** What its manifests name outside its folder: files or patterns, relative to the workspace root. */
  reads: readonly string[];
  /** Entries of its Cargo workspace that no member inherits, where it answers for them. */
  workspaceDependencies?: readonly string[];
  /** A digest of what is installed on this machine and tells something of its dependencies; absent where nothing is. */
  installed?: string;
}

import type { ManifestProblem } from '../manifests/types.js';

/** An edge of a lock file's graph. */
export interface LockedDependency {
  /** Normalised distribution name. */
  name: string;
  /** Given where the lock holds several versions of the name. */
  version?: string;
  extras: string[];
  marker?: string;
}

/** One package of a lock file. */
export interface LockedPackage {
  /** Normalised distribution name. */
  name: string;
  /** Absent for a workspace member with a dynamic version. */
  version?: string;
  source: { type: 'index' | 'workspace' | 'path' | 'git' | 'url'; location?: string };
  dependencies: LockedDependency[];
  /** Dependencies by extra of this package. */
  extras: Record<string, LockedDependency[]>;
  /** Dependencies by group; only workspace members have groups. */
  groups: Record<string, LockedDependency[]>;
  /** A digest of what the lock says of this package beyond the fields above (file hashes, resolution markers). */
  digest: string;
  /** What the lock recorded of a member's manifest, to be compared with the manifest. */
  recorded?: {
    requiresDist: string[];
    requiresDev: Record<string, string[]>;
    requiresPython?: string;
    extras: string[];
  };
}

/** A lock file, read. */
export interface PythonLock {
  kind: 'uv' | 'poetry';
  /** Relative to the workspace root. */
  file: string;
  requiresPython?: string;
  /** Poetry's hash of the relevant parts of its manifest. */
  contentHash?: string;
  packages: LockedPackage[];
  /** What could not be read; absent when all was. */
  problems?: ManifestProblem[];
}

/**
 * The part of a lock that one project can see: itself and the closure of its dependencies, all extras and groups of the
 * project included. It is a pure function of the lock and the project, with stable bytes, so a change of any other
 * package leaves it as it was.
 */
export interface LockSlice {
  schema: 1;
  kind: PythonLock['kind'];
  file: string;
  requiresPython?: string;
  contentHash?: string;
  /** Normalised name of the project, or absent when the lock does not know it. */
  root?: string;
  /** Sorted by name, then version. */
  packages: LockedPackage[];
  /** What could not be read of the lock; absent when all was. With problems, a missing package proves nothing. */
  problems?: ManifestProblem[];
}

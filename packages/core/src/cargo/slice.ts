import type { CargoLock, CargoLockedPackage, CargoLockSlice, CargoProjects } from './types.js';

/** Cuts slices out of one `Cargo.lock`; what all of them need is prepared once. */
export interface CargoSlicer {
  /**
   * The slice of the crate in a folder: its own dependencies of every kind, target and feature, and what they lead to;
   * development dependencies of other members are left out. A lock that does not know the crate gives all packages.
   */
  slice(crateRoot: string): CargoLockSlice;
  /** The package that stands for the crate in this lock. */
  find(crateRoot: string): CargoLockedPackage | undefined;
  /** The packages with a source (registry or git) that the crate depends on directly, development ones included. */
  direct(crateRoot: string): CargoLockedPackage[];
}

/** Prepares a lock for slicing. The manifests say which edges of a member are for development only. */
export function createCargoSlicer(lock: CargoLock, projects: Pick<CargoProjects, 'crates'>): CargoSlicer {
  throw new Error(`not there yet: ${lock.file} ${projects.crates.length}`);
}

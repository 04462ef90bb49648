import path from 'node:path';
import {
  type CargoLock,
  type CargoSlicer,
  createCargoSlicer,
  createCrateFinder,
  readCargoLock,
  renderCargoLockSlice,
} from '@hone/core/cargo';
import { type OpenLock, missingLockProblem } from './open-lock.js';

/**
 * Opens a `Cargo.lock`. Which edges of a member are for development only stands in the manifests, so these are read too,
 * once for each Cargo workspace.
 */
export function openCargoLock(workspaceRoot: string, file: string): OpenLock {
  const lock = readCargoLock(workspaceRoot, path.posix.dirname(file)) ?? missingLock(file);
  const find = createCrateFinder(workspaceRoot);
  const slicers = new Map<string | undefined, CargoSlicer>();
  return {
    problems: lock.problems ?? [],
    slice(root) {
      const found = find(root);
      let slicer = slicers.get(found?.workspace.root);
      if (!slicer) {
        slicer = createCargoSlicer(lock, found?.projects ?? { crates: [] });
        slicers.set(found?.workspace.root, slicer);
      }
      return renderCargoLockSlice(slicer.slice(root));
    },
  };
}

function missingLock(file: string): CargoLock {
  const problems = [missingLockProblem(file, '`cargo generate-lockfile`')];
  return { kind: 'cargo', file, version: 4, packages: [], problems };
}

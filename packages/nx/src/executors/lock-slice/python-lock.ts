import path from 'node:path';
import { type PythonLock, createSlicer, isLocalPackage, readPythonLock, renderLockSlice } from '@hone/core/locks';
import { readPythonProject } from '@hone/core/manifests';
import { type OpenLock, missingLockProblem } from './open-lock.js';

/** Opens a `uv.lock` or `poetry.lock`; one that can't be read, or is gone, gives slices without packages. */
export function openPythonLock(workspaceRoot: string, file: string): OpenLock {
  const read = readPythonLock(workspaceRoot, path.posix.dirname(file));
  const lock = read?.file === file ? read : missingLock(file);
  const slicer = createSlicer(lock);
  const placed = placesOf(lock);
  return {
    problems: lock.problems ?? [],
    slice(root) {
      // A manifest is read for its name only where the folder does not tell which package it is.
      const name = placed.get(root) === 1 ? undefined : readPythonProject(workspaceRoot, root)?.name;
      return renderLockSlice(slicer.slice({ root, ...(name !== undefined && { name }) }));
    },
  };
}

/** How many packages of the workspace lie in each folder. */
function placesOf({ packages }: PythonLock): Map<string, number> {
  const places = new Map<string, number>();
  for (const { location } of packages.filter(isLocalPackage).map(({ source }) => source)) {
    if (location !== undefined) places.set(location, (places.get(location) ?? 0) + 1);
  }
  return places;
}

function missingLock(file: string): PythonLock {
  const kind = file.endsWith('poetry.lock') ? 'poetry' : 'uv';
  return { kind, file, packages: [], problems: [missingLockProblem(file, '`uv lock` or `poetry lock`')] };
}

import path from 'node:path';
import { type PythonLock, createSlicer, readPythonLock, renderLockSlice } from '@hone/core/locks';
import { readPythonProject } from '@hone/core/manifests';
import { type OpenLock, missingLockProblem } from './open-lock.js';

/** Opens a `uv.lock` or `poetry.lock`; one that can't be read, or is gone, gives slices without packages. */
export function openPythonLock(workspaceRoot: string, file: string): OpenLock {
  const read = readPythonLock(workspaceRoot, path.posix.dirname(file));
  const lock = read?.file === file ? read : missingLock(file);
  const slicer = createSlicer(lock);
  return {
    problems: lock.problems ?? [],
    slice(root) {
      const name = readPythonProject(workspaceRoot, root)?.name;
      return renderLockSlice(slicer.slice({ root, ...(name !== undefined && { name }) }));
    },
  };
}

function missingLock(file: string): PythonLock {
  const kind = file.endsWith('poetry.lock') ? 'poetry' : 'uv';
  return { kind, file, packages: [], problems: [missingLockProblem(file, '`uv lock` or `poetry lock`')] };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LockSlice, PythonProject } from '@hone/core';
import {
  createSlicer,
  createWalker,
  findVirtualEnvironment,
  parseLockSlice,
  readPythonLock,
  readPythonProject,
} from '@hone/core';
import type { EngineTask } from '@hone/core/nx';
import type { ValidateOptions } from '../executors/validate/schema.js';
import type { ProjectContext } from './check.js';
import { resolvePythonVersion } from './python-version.js';
import { createSourceCache, createSourceFile } from './source-file.js';

const defaultTimeoutSeconds = 300;

/**
 * Gives a function that reads one task's project. Projects read by it share the ignore files and the cache of sources.
 *
 * @param workspaceRoot absolute path.
 */
export function createProjectReader(workspaceRoot: string): (task: EngineTask<ValidateOptions>) => ProjectContext {
  const walker = createWalker(workspaceRoot);
  const cache = createSourceCache();
  return ({ root, nestedRoots, options }) => {
    const manifest = readPythonProject(workspaceRoot, root) ?? withoutManifest(root);
    const files = walker
      .listFiles(root, { extensions: ['.py', '.pyi'], nestedRoots, exclude: options.exclude ?? [] })
      .map((file) => createSourceFile(workspaceRoot, file, cache));
    return {
      root,
      workspaceRoot,
      manifest,
      files,
      pythonVersion: resolvePythonVersion(options.pythonVersion, manifest.requiresPython),
      lockSlice: readLockSlice(workspaceRoot, manifest, options.lockSlice),
      environment: findVirtualEnvironment(join(workspaceRoot, root), workspaceRoot),
      workspaceModules: options.workspaceModules ?? {},
      options: {
        engine: options.engine ?? 'auto',
        typeChecker: options.typeChecker ?? 'auto',
        timeoutMs: (options.timeout ?? defaultTimeoutSeconds) * 1000,
      },
    };
  };
}

/** A folder of Python sources that declares nothing. */
function withoutManifest(root: string): PythonProject {
  return {
    root,
    dependencies: [],
    extras: [],
    groups: [],
    entryPoints: [],
    manager: 'pip',
    manifests: [],
    problems: [],
  };
}

/**
 * The slice that the target `lock-slice` wrote, or, where the executor is used without the graph plugin, one that is
 * cut here from the lock file itself.
 */
function readLockSlice(workspaceRoot: string, manifest: PythonProject, slicePath?: string): LockSlice | undefined {
  if (slicePath !== undefined) return parseLockSlice(readFileSync(join(workspaceRoot, slicePath), 'utf8'));
  const lock = readPythonLock(workspaceRoot, manifest.root);
  return lock && createSlicer(lock).slice({ name: manifest.normalizedName, root: manifest.root });
}

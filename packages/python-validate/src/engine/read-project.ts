import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWalker } from '@hone/core/files';
import { createLockReader, type LockSlice, parseLockSlice } from '@hone/core/locks';
import {
  nodeManifestFiles,
  type PythonProject,
  readPythonProject,
  rememberedManifestFiles,
} from '@hone/core/manifests';
import { createEnvironmentFinder } from '@hone/core/process';
import type { EngineTask } from '@hone/core/nx';
import type { ValidateOptions } from '../executors/validate/schema.js';
import type { ProjectContext } from './check.js';
import { resolvePythonVersion } from './python-version.js';
import { createSourceCache, createSourceFile } from './source-file.js';

const defaultTimeoutSeconds = 300;

/**
 * Gives a function that reads one task's project. Projects read by it share ignore files, manifests, lock files,
 * environments and the cache of sources, so keep it for one run.
 *
 * @param workspaceRoot absolute path.
 */
export function createProjectReader(workspaceRoot: string): (task: EngineTask<ValidateOptions>) => ProjectContext {
  const walker = createWalker(workspaceRoot);
  const cache = createSourceCache();
  const manifests = rememberedManifestFiles(nodeManifestFiles(workspaceRoot));
  const readLock = createLockReader(workspaceRoot);
  const findEnvironment = createEnvironmentFinder(workspaceRoot);

  /**
   * The slice of the target `lock-slice`, or one cut from the lock here, which is the same: where the graph plugin set
   * none, and where the file went away after Nx had found it in place.
   */
  const readLockSlice = (slicePath: string | undefined, manifest: PythonProject): LockSlice | undefined => {
    const file = slicePath === undefined ? undefined : join(workspaceRoot, slicePath);
    if (file !== undefined && existsSync(file)) return parseLockSlice(readFileSync(file, 'utf8'));
    const project = { root: manifest.root, name: manifest.normalizedName };
    return readLock(project)?.slicer.slice(project);
  };

  return ({ root, nestedRoots, options }) => {
    const manifest = readPythonProject(workspaceRoot, root, manifests) ?? withoutManifest(root);
    const files = walker
      .listFiles(root, { extensions: ['.py', '.pyi'], nestedRoots, exclude: options.exclude ?? [] })
      .map((file) => createSourceFile(workspaceRoot, file, cache));
    return {
      root,
      workspaceRoot,
      manifest,
      files,
      pythonVersion: resolvePythonVersion(options.pythonVersion, manifest.requiresPython),
      lockSlice: readLockSlice(options.lockSlice, manifest),
      environment: findEnvironment(join(workspaceRoot, root)),
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

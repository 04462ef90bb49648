import path from 'node:path';
import { createWalker } from '@hone/core/files';
import {
  type Mirror,
  type Scratch,
  cloneEnvironments,
  copyCaches,
  copyWorkspace,
  createMirror,
  createScratch,
  filesToCopy,
  linkModules,
  scratchEnvironment,
} from '@hone/core/scratch';
import { scratchPlace } from '../../limits/index.js';
import type { WorkingCopy } from '../types.js';
import { sizeOfCopy } from './copy-size.js';

/** A scratch copy of the workspace that is deleted when it is closed. */
export interface ScratchCopy extends WorkingCopy {
  scratch: Scratch;
  /** Makes its files again those of the workspace as they are now; what tools keep there stays. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** What of a project brings an environment of its own. */
const MANIFESTS = new Set(['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'Pipfile']);

/**
 * Copies what git tracks, or would, with links to the installed packages, the Python environments, and what cargo and mypy
 * keep. Its folder stays the same for the whole run, so that what tools keep there (cargo's target folder, mypy's cache,
 * TypeScript's `.tsbuildinfo` where the project asks for one) serves every further verification.
 *
 * @param temporary absolute path of the folder to make it in; default: a memory file system with room for it, else the
 *   system's folder for temporary files
 */
export async function openCopy(workspaceRoot: string, signal: AbortSignal, temporary?: string): Promise<ScratchCopy> {
  const walker = createWalker(workspaceRoot);
  const size = async (): Promise<number> => sizeOfCopy(workspaceRoot, await filesToCopy(workspaceRoot, walker, signal));
  const scratch = createScratch('build-fix', temporary ?? scratchPlace(await size()));
  let mirror: Mirror;
  try {
    const files = await copyWorkspace(workspaceRoot, scratch.workspace, walker, signal);
    await linkModules(workspaceRoot, scratch.workspace, files);
    const projects = files.filter((file) => MANIFESTS.has(path.posix.basename(file))).map((file) => path.dirname(file));
    await cloneEnvironments(workspaceRoot, scratch.workspace, projects);
    await copyCaches(workspaceRoot, scratch.workspace, files, signal);
    mirror = createMirror(workspaceRoot, scratch.workspace, files);
    signal.throwIfAborted();
  } catch (error) {
    await scratch.remove();
    throw error;
  }
  const env = scratchEnvironment(scratch, workspaceRoot);
  return {
    scratch,
    workspace: scratch.workspace,
    env,
    refresh: () => mirror.refresh(signal),
    close: () => scratch.remove(),
  };
}

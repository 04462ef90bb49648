import { decodeManifest } from '../manifests/decode.js';
import { nodeManifestFiles, type ManifestFiles } from '../manifests/manifest-files.js';
import { folderOf, resolveFrom } from '../manifests/paths.js';
import { parsePoetryLock } from './poetry-lock.js';
import { createSlicer, type LockSlicer, type SliceProject } from './slice.js';
import type { PythonLock } from './types.js';
import { parseUvLock } from './uv-lock.js';

/** A lock file that was found, with what cuts slices out of it. */
export interface FoundLock {
  lock: PythonLock;
  slicer: LockSlicer;
}

/**
 * Finds the lock file that rules a project: its own `uv.lock` or `poetry.lock`, else the `uv.lock` of the nearest folder
 * above that has this project as a member (or a `poetry.lock` above that has it as a path dependency).
 *
 * @param workspaceRoot absolute path
 * @param project its folder relative to the workspace root, and its name where it is known
 * @returns undefined when there is none. A broken lock is given with its `problems`; one above that is broken counts as
 *   this project's, since it can't be told whether it is.
 */
export function readPythonLock(
  workspaceRoot: string,
  project: SliceProject | string,
  files?: ManifestFiles,
): PythonLock | undefined {
  return createLockReader(workspaceRoot, files)(project)?.lock;
}

/**
 * Like {@link readPythonLock} for many projects: each lock file is read, parsed and indexed once. The answers are as
 * old as the reader.
 */
export function createLockReader(
  workspaceRoot: string,
  files: ManifestFiles = nodeManifestFiles(workspaceRoot),
): (project: SliceProject | string) => FoundLock | undefined {
  const known = new Map<string, FoundLock | undefined>();
  const readOnce = (file: string, parse: LockParser): FoundLock | undefined => {
    if (!known.has(file)) {
      const lock = readLockFile(files, file, parse);
      known.set(file, lock && { lock, slicer: createSlicer(lock) });
    }
    return known.get(file);
  };
  return (project) => {
    const wanted = typeof project === 'string' ? { root: project } : project;
    for (let folder = wanted.root; ; folder = folderOf(folder)) {
      for (const [name, parse] of PARSERS) {
        const found = readOnce(resolveFrom(folder, name), parse);
        if (found && (folder === wanted.root || found.lock.problems || found.slicer.find(wanted))) return found;
      }
      if (folder === '.' || folder === '..') return undefined;
    }
  };
}

type LockParser = (text: string, file: string) => PythonLock;

const PARSERS = [
  ['uv.lock', parseUvLock],
  ['poetry.lock', parsePoetryLock],
] as const;

function readLockFile(files: ManifestFiles, file: string, parse: LockParser): PythonLock | undefined {
  const bytes = files.read(file);
  if (bytes === undefined) return undefined;
  if (bytes === 'unreadable') {
    const kind = file.endsWith('uv.lock') ? 'uv' : 'poetry';
    return {
      kind,
      file,
      packages: [],
      problems: [{ file, message: 'The lock file can not be read', hint: 'Check its permissions.' }],
    };
  }
  const { text, problem } = decodeManifest(bytes);
  const lock = parse(text, file);
  return problem ? { ...lock, problems: [{ file, ...problem }, ...(lock.problems ?? [])] } : lock;
}

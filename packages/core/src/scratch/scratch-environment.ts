import path from 'node:path';
import type { Scratch } from './scratch.js';

/** What Nx tells its tasks, and what names a place to install into: that of the user must not be touched or found. */
const dropped = /^(?:NX_.*|FORCE_COLOR|VIRTUAL_ENV|CONDA_PREFIX|UV_PROJECT_ENVIRONMENT|PYTHONPATH|NODE_PATH)$/;

/**
 * The environment of programs in a scratch copy: that of this process, but tools make environments inside the copy, and
 * what PATH has of the workspace is that of the copy. Caches of package managers stay shared.
 */
export function scratchEnvironment(
  { workspace, nxCache, nxData }: Scratch,
  workspaceRoot: string,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !dropped.test(name));
  const moved = kept.map(([name, value]) => [
    name,
    /^path$/i.test(name) ? movePath(value, workspaceRoot, workspace) : value,
  ]);
  return {
    ...(Object.fromEntries(moved) as NodeJS.ProcessEnv),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
    NX_CACHE_DIRECTORY: nxCache,
    NX_WORKSPACE_DATA_DIRECTORY: nxData,
    NO_COLOR: '1',
    POETRY_VIRTUALENVS_IN_PROJECT: 'true',
    PIPENV_VENV_IN_PROJECT: '1',
  };
}

/** Folders of PATH inside the workspace, such as `.venv/bin`, become those of the copy. */
function movePath(value: string | undefined, from: string, to: string): string | undefined {
  return value
    ?.split(path.delimiter)
    .map((folder) => {
      const inside = path.relative(from, folder);
      return path.isAbsolute(folder) && !inside.startsWith('..') && !path.isAbsolute(inside)
        ? path.join(to, inside)
        : folder;
    })
    .join(path.delimiter);
}

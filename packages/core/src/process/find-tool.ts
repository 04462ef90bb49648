import fs from 'node:fs';
import path from 'node:path';
import { environmentsOf } from './environment.js';

/** A program that was found. */
export interface FoundTool {
  /** Absolute path. */
  path: string;
  from: 'project-environment' | 'workspace-environment' | 'path';
}

/** Where to look for a program. */
export interface FindToolOptions {
  /** Absolute path of the workspace root. */
  workspaceRoot: string;
  /** Absolute, or relative to the workspace root. Default: the workspace root. */
  projectRoot?: string;
  /** For `PATH`, `PATHEXT` and `VIRTUAL_ENV`. Default: that of this process. */
  env?: NodeJS.ProcessEnv;
  /** Default: that of this process. */
  platform?: NodeJS.Platform;
}

/**
 * Finds a program such as `ruff`: in the project's virtual environment (`.venv`, `venv`), the active one
 * (`VIRTUAL_ENV`), the workspace root's, then on PATH, whose relative entries are passed over. Only files that may be
 * executed count; on Windows those with an ending of `PATHEXT`.
 *
 * @param name without ending
 */
export function findTool(name: string, options: FindToolOptions): FoundTool | undefined {
  const { workspaceRoot, env = process.env, platform = process.platform } = options;
  const windows = platform === 'win32';
  const projectRoot = path.resolve(workspaceRoot, options.projectRoot ?? '.');
  const names = windows ? windowsNames(name, variable(env, 'PATHEXT', windows)) : [name];

  for (const environment of environmentsOf(projectRoot, workspaceRoot, variable(env, 'VIRTUAL_ENV', windows))) {
    for (const folder of windows ? ['Scripts', 'bin'] : ['bin', 'Scripts']) {
      const found = findIn(path.join(environment.path, folder), names, windows);
      if (found) return { path: found, from: environment.from };
    }
  }
  for (const folder of pathFolders(variable(env, 'PATH', windows) ?? '', windows)) {
    const found = findIn(folder, names, windows);
    if (found) return { path: found, from: 'path' };
  }
  return undefined;
}

function windowsNames(name: string, pathExt = '.COM;.EXE;.BAT;.CMD'): string[] {
  const endings = pathExt.split(';').filter((ending) => ending.startsWith('.'));
  const has = endings.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase()));
  return has ? [name] : endings.map((ending) => name + ending.toLowerCase());
}

/** Names of variables have no case on Windows (`Path`), but a copy of the environment does. */
function variable(env: NodeJS.ProcessEnv, name: string, windows: boolean): string | undefined {
  if (!windows || env[name] !== undefined) return env[name];
  const key = Object.keys(env).find((candidate) => candidate.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
}

/** An empty or relative entry means the current folder, where a program of that name need not be the user's. */
function pathFolders(list: string, windows: boolean): string[] {
  return list
    .split(windows ? ';' : ':')
    .map((entry) => (windows ? entry.replace(/^"(.*)"$/, '$1') : entry))
    .filter((entry) => path.isAbsolute(entry));
}

function findIn(folder: string, names: readonly string[], windows: boolean): string | undefined {
  return names.map((name) => path.join(folder, name)).find((file) => isExecutable(file, windows));
}

function isExecutable(file: string, windows: boolean): boolean {
  try {
    if (!fs.statSync(file).isFile()) return false;
    if (!windows) fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

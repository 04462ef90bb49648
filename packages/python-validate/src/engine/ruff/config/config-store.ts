import { dirname, join, parse } from 'node:path';
import type { RuffConfig } from './ruff-config.js';
import { defaultConfig, loadConfig } from './ruff-config.js';
import { inferTargetVersion } from './target-version.js';
import type { ConfigProblem } from './toml-file.js';
import { ConfigError, readFolderConfig, readRequiresPython } from './toml-file.js';

/** A configuration, or why there is none. */
export type ConfigResult = { config: RuffConfig } | { problem: ConfigProblem };

/** Finds the configuration of each file; reads every configuration once. */
export interface ConfigStore {
  /** @param path absolute path of a source file inside the workspace. */
  configOf(path: string): ConfigResult;
  /** The configuration that ruff starts with when it runs at the workspace root. */
  root(): ConfigResult;
}

/**
 * @param workspaceRoot absolute path; nothing above it is read.
 * @param isSuspect tells whether a manifest (absolute path) is known to be broken.
 */
export function createConfigStore(workspaceRoot: string, isSuspect: (path: string) => boolean): ConfigStore {
  const byFolder = new Map<string, ConfigResult>();

  const fallbackTarget = memoize((folder: string): string | undefined => {
    const inferred = inferTargetVersion(readRequiresPython(folder));
    return inferred ?? (folder === workspaceRoot || isTop(folder) ? undefined : fallbackTarget(dirname(folder)));
  });

  function ofFolder(folder: string): ConfigResult {
    const known = byFolder.get(folder);
    if (known) return known;
    const own = attempt(() => {
      const file = readFolderConfig(folder, isSuspect);
      return file && loadConfig(file, fallbackTarget);
    });
    const result = own ?? inherited(folder);
    byFolder.set(folder, result);
    return result;
  }

  function inherited(folder: string): ConfigResult {
    if (folder !== workspaceRoot && !isTop(folder)) return ofFolder(dirname(folder));
    return { config: defaultConfig(workspaceRoot, readRequiresPython(workspaceRoot)) };
  }

  return { configOf: (path) => ofFolder(dirname(path)), root: () => ofFolder(join(workspaceRoot)) };
}

function isTop(folder: string): boolean {
  return parse(folder).root === folder;
}

function attempt(read: () => RuffConfig | undefined): ConfigResult | undefined {
  try {
    const config = read();
    return config && { config };
  } catch (error) {
    if (error instanceof ConfigError) return { problem: error.problem };
    throw error;
  }
}

function memoize<Result>(compute: (key: string) => Result): (key: string) => Result {
  const known = new Map<string, Result>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key) as Result;
  };
}

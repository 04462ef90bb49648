import type { BuildEnvironment, BuildToolFacts } from './types.js';

/** Where and with what the build would run. */
export interface ProbeOptions {
  /** Absolute path. */
  workspaceRoot: string;
  /** Absolute path of the folder that cargo runs in: `[env]` of its configuration counts. Default: the workspace root. */
  cwd?: string;
  /** Default: that of this process. */
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** Looks on this machine for what the crates of a run need; asks for nothing that none of them needs. */
export function probeBuildTools(_crates: readonly BuildToolFacts[], _options: ProbeOptions): Promise<BuildEnvironment> {
  return Promise.resolve({ platform: process.platform, distributions: [], present: new Set<string>() });
}

import { join } from 'node:path';
import { findTool, runProcess } from '@hone/core/process';
import type { ProjectContext } from '../../check.js';

/** A native ruff. */
export interface NativeRuff {
  /** Absolute path. */
  path: string;
  version: string;
}

/** A ruff, none, or one that can't be used and why. */
export type RuffLookup = NativeRuff | undefined | { broken: string };

/** Long enough for a cold disk, short enough to notice a program that hangs. */
const versionTimeoutMs = 20_000;

/** Finds the ruff of each project: in its virtual environment, then on PATH. Each program is asked its version once. */
export async function findRuffs(
  projects: readonly ProjectContext[],
  signal: AbortSignal,
): Promise<ReadonlyMap<ProjectContext, RuffLookup>> {
  const versions = new Map<string, Promise<RuffLookup>>();
  const lookups = projects.map(async (project): Promise<[ProjectContext, RuffLookup]> => {
    const tool = findTool('ruff', {
      workspaceRoot: project.workspaceRoot,
      projectRoot: join(project.workspaceRoot, project.root),
    });
    if (!tool) return [project, undefined];
    const version = versions.get(tool.path) ?? readVersion(tool.path, signal);
    versions.set(tool.path, version);
    return [project, await version];
  });
  return new Map(await Promise.all(lookups));
}

async function readVersion(path: string, signal: AbortSignal): Promise<RuffLookup> {
  const result = await runProcess({ command: path, args: ['--version'], timeoutMs: versionTimeoutMs, signal });
  const version = result.kind === 'exited' ? /^ruff (\d+\.\d+\.\d+\S*)/.exec(result.stdout)?.[1] : undefined;
  if (version !== undefined) return { path, version };
  const reasons: Partial<Record<typeof result.kind, string>> = {
    'timed-out': `it did not answer \`ruff --version\` within ${versionTimeoutMs / 1000} s`,
    signalled: '`ruff --version` crashed',
    'failed-to-start': 'it could not be started',
    'not-found': 'it could not be started',
    aborted: 'the run was cancelled',
  };
  return { broken: reasons[result.kind] ?? '`ruff --version` gave no version' };
}

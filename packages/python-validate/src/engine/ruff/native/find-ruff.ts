import { join } from 'node:path';
import { findTool, runProcess } from '@hone/core/process';

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

/**
 * Finds the ruff of each project: in its virtual environment, then on PATH. Each program is asked its version once, from
 * the moment it is first found on.
 */
export class RuffFinder {
  readonly #workspaceRoot: string;
  readonly #signal: AbortSignal;
  readonly #byProject = new Map<string, Promise<RuffLookup>>();
  readonly #byPath = new Map<string, Promise<RuffLookup>>();

  /** @param workspaceRoot absolute path */
  constructor(workspaceRoot: string, signal: AbortSignal) {
    this.#workspaceRoot = workspaceRoot;
    this.#signal = signal;
  }

  /** @param root the project's folder, relative to the workspace root */
  find(root: string): Promise<RuffLookup> {
    const known = this.#byProject.get(root);
    if (known) return known;
    const tool = findTool('ruff', {
      workspaceRoot: this.#workspaceRoot,
      projectRoot: join(this.#workspaceRoot, root),
    });
    const lookup = tool ? this.#versionOf(tool.path) : Promise.resolve(undefined);
    this.#byProject.set(root, lookup);
    return lookup;
  }

  #versionOf(path: string): Promise<RuffLookup> {
    const lookup = this.#byPath.get(path) ?? readVersion(path, this.#signal);
    this.#byPath.set(path, lookup);
    return lookup;
  }
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

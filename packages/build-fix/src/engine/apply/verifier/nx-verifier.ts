import { collectEntries, nestedMark } from '../../collect/index.js';
import type { CheckedRun, Verifier, WorkingCopy } from '../types.js';

/** What is run, and where. */
export interface NxVerifierOptions {
  copy: WorkingCopy;
  project: string;
  /** The project's folder, relative to the workspace root. */
  root: string;
  /** Folders of all projects by name. */
  roots: ReadonlyMap<string, string>;
  targets: readonly string[];
}

/**
 * Runs the targets in the copy through Nx, the tools themselves. No cache is read: a target that does not name one of the
 * changed files among its inputs would else prove nothing.
 */
export function createNxVerifier({ copy, project, root, roots, targets }: NxVerifierOptions): Verifier {
  // Plugins in processes of their own cost a third of a run's start; what keeps them apart is of no use to a short run.
  const isolation = process.env['NX_ISOLATE_PLUGINS'] ?? 'false';
  const env = { ...copy.env, NX_ISOLATE_PLUGINS: isolation, FORCE_COLOR: '0', [nestedMark]: 'true' };
  const args = ['--skip-nx-cache'];
  return {
    async check(signal = new AbortController().signal): Promise<CheckedRun> {
      return collectEntries({ workspaceRoot: copy.workspace, project, root, roots, targets, env, args, signal });
    },
  };
}

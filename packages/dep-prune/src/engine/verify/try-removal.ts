import path from 'node:path';
import { type FileChange, writeFileAtomic } from '@hone/core/edits';
import { type Scratch, type TargetFailure, firstError, hideModules, removeEnvironments } from '@hone/core/scratch';
import { readUtf8 } from '../read-manifests.js';
import { locksOf, relock } from '../removal/lock-tools.js';
import { planChanges } from '../removal/plan-removal.js';
import type { JudgedProject, Verdict } from '../types.js';

/** What a trial works with. */
export interface TrialContext {
  workspaceRoot: string;
  scratch: Scratch;
  judged: JudgedProject;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Runs the targets. */
  run: () => Promise<TargetFailure | undefined>;
}

/** What became of a trial. */
export interface Trial {
  failure?: TargetFailure;
  /** The manifests and locks, before and after. */
  changes: FileChange[];
}

/**
 * Carries verdicts out in the scratch copy, with their locks, and runs the targets there. Afterwards the copy is as it
 * was, unless the removal is to be kept.
 */
export async function tryRemoval(
  context: TrialContext,
  verdicts: readonly Verdict[],
  { keep }: { keep: boolean },
): Promise<Trial> {
  const { scratch, judged, workspaceRoot } = context;
  const { workspace } = scratch;
  const wanted = new Set(verdicts);
  const manifests = planChanges(judged, workspace, (verdict) => wanted.has(verdict));
  const locks = locksOf(
    workspace,
    manifests.map((change) => change.path),
  );
  const before = new Map(locks.map((lock) => [lock, readUtf8(path.join(workspace, lock))]));
  await write(workspace, manifests, 'after');
  const refused = await relockIn(context, locks);
  const changes = [...manifests, ...changedLocks(workspace, before)];
  const root = judged.request.project.root;
  const modules = verdicts.filter(({ ecosystem }) => ecosystem === 'javascript').map(({ name }) => ({ name, root }));
  const showModules = await hideModules(workspace, workspaceRoot, modules);
  await removeEnvironments(workspace);
  const failure = refused ?? (await context.run());
  if (keep && !failure) return { changes };
  await showModules();
  await write(workspace, changes, 'before');
  return { changes, ...(failure && { failure }) };
}

async function relockIn(
  { scratch: { workspace }, workspaceRoot, env, signal }: TrialContext,
  locks: readonly string[],
): Promise<TargetFailure | undefined> {
  for (const lock of locks) {
    const { status, output = '' } = await relock(lock, {
      workspaceRoot: workspace,
      toolsFrom: workspaceRoot,
      signal,
      env,
    });
    if (status === 'failed') return { task: `an update of ${lock}`, error: firstError(output, [workspace]) };
  }
  return undefined;
}

function changedLocks(workspace: string, before: ReadonlyMap<string, string | undefined>): FileChange[] {
  return [...before]
    .map(([lock, text]) => ({ path: lock, before: text, after: readUtf8(path.join(workspace, lock)) }))
    .filter(({ before: old, after }) => old !== undefined && after !== undefined && old !== after);
}

async function write(workspace: string, changes: readonly FileChange[], which: 'before' | 'after'): Promise<void> {
  for (const { path: file, [which]: text } of changes) {
    if (text !== undefined) await writeFileAtomic(path.join(workspace, file), text);
  }
}

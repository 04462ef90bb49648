import { type FileChange, renderUnifiedDiff } from '@hone/core/edits';
import { type EngineTask, type TaskOutcome, resolveInWorkspace } from '@hone/core/nx';
import type { PruneOptions } from '../executors/prune/schema.js';
import { reportOf } from './report/report-of.js';
import { summaryOf } from './report/summary.js';
import { renderVerdicts } from './report/verdict-file.js';
import type { JudgedProject } from './types.js';

/** What a task gives back for a project as it was judged. */
export function outcomeOf(task: EngineTask<PruneOptions>, judged: JudgedProject): TaskOutcome {
  const { verdictsPath = '{workspaceRoot}/dist/hone/{projectRoot}/dep-prune.json' } = task.options;
  const file = resolveInWorkspace(verdictsPath, task, judged.request.workspaceRoot);
  return {
    report: reportOf(judged),
    notes: [summaryOf(judged.verdicts)],
    outputs: { [file]: renderVerdicts(task.project, judged.verdicts) },
  };
}

/** Changes as a patch in place of edited manifests. */
export function withPatch(
  outcome: TaskOutcome,
  task: EngineTask<PruneOptions>,
  changes: readonly FileChange[],
  workspaceRoot: string,
): TaskOutcome {
  const { patchPath = '{workspaceRoot}/dist/hone/{projectRoot}/dep-prune.patch' } = task.options;
  const file = resolveInWorkspace(patchPath, task, workspaceRoot);
  const note =
    changes.length > 0 ? `The edits are in ${file}; \`git apply ${file}\` makes them.` : 'Nothing to remove.';
  return {
    ...withNotes(outcome, [note]),
    outputs: { ...outcome.outputs, [file]: renderUnifiedDiff(changes) },
  };
}

export function withNotes(outcome: TaskOutcome, notes: readonly string[]): TaskOutcome {
  return { ...outcome, notes: [...(outcome.notes ?? []), ...notes] };
}

import { renderUnifiedDiff } from '@hone/core';
import { createWalker } from '@hone/core/files';
import { type Engine, type EngineContext, type EngineTask, type TaskOutcome, resolveInWorkspace } from '@hone/core/nx';
import type { PruneOptions } from '../executors/prune/schema.js';
import { type JudgedProject, judgeProject } from './judge-project.js';
import { applyRemoval, relockAfter } from './removal/apply-removal.js';
import { planRemoval } from './removal/plan-removal.js';
import { tool } from './report/diagnostics.js';
import { reportOf } from './report/report-of.js';
import { summaryOf } from './report/summary.js';
import { renderVerdicts } from './report/verdict-file.js';

/** `@hone/dep-prune:prune`: reads the facts of each project, judges its dependencies, reports, and removes if asked to. */
export const pruneEngine: Engine<PruneOptions> = {
  name: tool,
  needsClosure: true,
  async *run(tasks, context) {
    const walker = createWalker(context.workspaceRoot);
    for (const task of tasks) {
      const { root, project, nestedRoots, closure = [], options } = task;
      const { workspaceRoot } = context;
      const request = { workspaceRoot, walker, project: { name: project, root }, nestedRoots, closure, options };
      yield [task.id, await prune(task, await judgeProject(request), context)];
    }
  },
};

async function prune(
  task: EngineTask<PruneOptions>,
  judged: JudgedProject,
  context: EngineContext,
): Promise<TaskOutcome> {
  const outcome = outcomeOf(task, judged, context.workspaceRoot);
  if (!task.options.fix) return outcome;
  return task.options.dryRun ? withPatch(outcome, task, judged) : remove(outcome, judged, context);
}

function outcomeOf(task: EngineTask<PruneOptions>, judged: JudgedProject, workspaceRoot: string): TaskOutcome {
  const { verdictsPath = '{workspaceRoot}/dist/hone/{projectRoot}/dep-prune.json' } = task.options;
  return {
    report: reportOf(judged),
    notes: [summaryOf(judged.verdicts)],
    outputs: { [resolveInWorkspace(verdictsPath, task, workspaceRoot)]: renderVerdicts(task.project, judged.verdicts) },
  };
}

/** The edits as a patch in place of the manifests. */
function withPatch(outcome: TaskOutcome, task: EngineTask<PruneOptions>, judged: JudgedProject): TaskOutcome {
  const { patchPath = '{workspaceRoot}/dist/hone/{projectRoot}/dep-prune.patch' } = task.options;
  const file = resolveInWorkspace(patchPath, task, judged.request.workspaceRoot);
  const changes = planRemoval(judged);
  const note =
    changes.length > 0 ? `The edits are in ${file}; \`git apply ${file}\` makes them.` : 'Nothing to remove.';
  return {
    ...outcome,
    notes: [...(outcome.notes ?? []), note],
    outputs: { ...outcome.outputs, [file]: renderUnifiedDiff(changes) },
  };
}

/** Manifests first, then the locks that follow from them. */
async function remove(outcome: TaskOutcome, judged: JudgedProject, context: EngineContext): Promise<TaskOutcome> {
  const { workspaceRoot, signal } = context;
  const changes = planRemoval(judged);
  await applyRemoval(workspaceRoot, changes);
  const edited = changes.map(({ path }) => `${path}: edited.`);
  return {
    ...outcome,
    notes: [...(outcome.notes ?? []), ...edited, ...(await relockAfter(workspaceRoot, changes, signal))],
  };
}

import { createWalker } from '@hone/core/files';
import type { Engine, EngineTask } from '@hone/core/nx';
import type { PruneOptions } from '../executors/prune/schema.js';
import { judgeProject } from './judge-project.js';
import { outcomeOf } from './outcome.js';
import { tool } from './report/diagnostics.js';
import type { PruneRun } from './types.js';

/**
 * `@hone/dep-prune:prune`: reads the facts of each project, judges its dependencies and reports. Tasks that prove or
 * remove something come after those that only look.
 */
export const pruneEngine: Engine<PruneOptions> = {
  name: tool,
  needsClosure: true,
  async *run(tasks, context) {
    const walker = createWalker(context.workspaceRoot);
    const { workspaceRoot } = context;
    const judge: PruneRun['judge'] = ({ root, project, nestedRoots, closure = [], options }) =>
      judgeProject({ workspaceRoot, walker, project: { name: project, root }, nestedRoots, closure, options });
    const [more, looks] = [tasks.filter(doesMore), tasks.filter((task) => !doesMore(task))];
    for (const task of looks) yield [task.id, outcomeOf(task, await judge(task))];
    if (more.length === 0) return;
    const { proveAndRemove } = await import('./prove-and-remove.js');
    yield* proveAndRemove(more, { context, judge }, walker);
  },
};

function doesMore({ options: { fix, verify } }: EngineTask<PruneOptions>): boolean {
  return Boolean(fix) || Boolean(verify);
}

import { compareText } from '@hone/core/diagnostics';
import type { EngineContext, EngineTask } from '@hone/core/nx';
import type { PlanOptions } from '../../executors/plan/schema.js';
import { type OutputReading, readLogs, readOutputs, runTargets, targetsToRun, taskClosure } from '../collect/index.js';
import type { LogEntry } from '../types.js';
import type { PlanWorkspace } from './workspace.js';

/** What is known of the failures of a task's project. */
export interface TaskEntries {
  /** The targets that were run. */
  targets: readonly string[];
  /** What said it: failed tasks, or files. */
  sources: readonly string[];
  /** Tasks that did not run, since others had failed. */
  skipped: readonly string[];
  entries: readonly LogEntry[];
}

type Task = EngineTask<PlanOptions>;

/** Projects of one run: their names are arguments, for whose length systems have limits. */
const MAX_PROJECTS = 300;

const DEFAULT_TIMEOUT_S = 3600;

/**
 * Gives each task the entries that its plan is made of: from its logs, or from its project's targets. Tasks with the same
 * targets run theirs in one call of Nx; each then gets what it would have got alone.
 */
export async function* collectTasks(
  tasks: readonly Task[],
  workspace: PlanWorkspace,
  reading: OutputReading,
  context: EngineContext,
): AsyncGenerator<readonly [Task, TaskEntries]> {
  const byTargets = new Map<string, { targets: string[]; tasks: Task[] }>();
  for (const task of tasks) {
    const from = [task.options.from ?? []].flat();
    if (from.length > 0) {
      const entries = await readLogs(from, task.root, reading);
      yield [task, { targets: targetsOf(task, workspace), sources: from, skipped: [], entries }];
      continue;
    }
    const targets = targetsOf(task, workspace);
    if (targets.length === 0) yield [task, { targets, sources: [], skipped: [], entries: [] }];
    else {
      const key = JSON.stringify(task.options.targets ?? null);
      const group = byTargets.get(key) ?? { targets: [], tasks: [] };
      group.targets.push(...targets);
      group.tasks.push(task);
      byTargets.set(key, group);
    }
  }
  for (const group of byTargets.values()) {
    const targets = [...new Set(group.targets)];
    for (let at = 0; at < group.tasks.length; at += MAX_PROJECTS) {
      yield* runGroup(group.tasks.slice(at, at + MAX_PROJECTS), targets, workspace, reading, context);
    }
  }
}

function targetsOf({ project, options }: Task, { targets }: PlanWorkspace): string[] {
  return targetsToRun(options.targets, targets[project] ?? {});
}

async function* runGroup(
  tasks: readonly Task[],
  targets: readonly string[],
  workspace: PlanWorkspace,
  reading: OutputReading,
  { signal, progress }: EngineContext,
): AsyncGenerator<readonly [Task, TaskEntries]> {
  const projects = tasks.map(({ project }) => project);
  const names = projects.length > 3 ? `${projects.length} projects` : projects.join(', ');
  progress?.(`Running ${targets.join(', ')} of ${names} …`);
  const timeoutMs = Math.max(...tasks.map(({ options }) => options.timeout ?? DEFAULT_TIMEOUT_S)) * 1000;
  const run = await runTargets({ workspaceRoot: reading.workspaceRoot, projects, targets, timeoutMs, signal });
  const entries = await readOutputs(run, reading);
  for (const task of tasks) {
    const own = targetsOf(task, workspace);
    const concerned = taskClosure(task.project, own, workspace);
    const isConcerned = (id: string): boolean => concerned.has(id.split(':', 2).join(':'));
    yield [
      task,
      {
        targets: own,
        sources: run.failed.map(({ id }) => id).filter(isConcerned),
        // In any order, as tasks end.
        skipped: run.skipped.filter(isConcerned).sort(compareText),
        entries: entries.filter((entry) => entry.task !== undefined && isConcerned(entry.task)),
      },
    ];
  }
}

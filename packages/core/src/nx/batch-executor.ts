import type { ExecutorContext } from '@nx/devkit';
import { abortOnProcessEnd } from './abort.js';
import type { Engine, EngineContext, EngineTask } from './engine.js';
import { EngineTasks, type TaskGraphLike, dependenciesOf } from './engine-tasks.js';
import { type FinishedTask, failedTask, finishTask, terminalSettings } from './finish-task.js';
import type { ReportOptions } from './report-options.js';
import { printLine } from './print-line.js';
import { cachedTaskOf, type Refuse } from './refuse.js';
import { runTasks } from './run-tasks.js';

type Status = 'success' | 'failure' | 'skipped';

/** What Nx takes for one task of a batch. */
export interface BatchTaskResult {
  task: string;
  result: {
    success: boolean;
    terminalOutput: string;
    status: Status;
    /** Milliseconds since the epoch. */
    startTime: number;
    endTime: number;
  };
}

/** An executor as Nx calls it for a batch of tasks. */
export type BatchExecutor<Options> = (
  taskGraph: TaskGraphLike,
  inputs: Record<string, Options>,
  overrides: unknown,
  context: Pick<ExecutorContext, 'root' | 'isVerbose' | 'projectGraph' | 'projectsConfigurations'>,
) => AsyncGenerator<BatchTaskResult>;

/**
 * Turns an engine into a batch executor. What Nx leaves to an executor is done here, once for the family:
 *
 * - every task is reported exactly once, whatever the engine does (Nx fails the whole batch on a throw, and runs a task
 *   that was never reported again without end);
 * - a task whose dependency in the batch failed is reported as skipped and never run (Nx would run it), and one whose
 *   dependency is in the batch starts after it;
 * - each task has its own options, never those of the batch's first task; the batch-wide overrides are those of one task
 *   and are ignored, since Nx has merged each task's own into its options;
 * - the terminal output is returned, not printed: Nx prints, stores and replays it. Only what an engine shows by
 *   `progress` is printed, at once: Nx hands the output of a batch on to the terminal and stores none of it.
 *
 * @param refuse asked of each task before it runs
 */
export function createBatchExecutor<Options extends ReportOptions>(
  engine: Engine<Options>,
  refuse?: Refuse<Options>,
): BatchExecutor<Options> {
  return async function* (taskGraph, inputs, _overrides, context) {
    const abort = abortOnProcessEnd();
    const engineContext: EngineContext = {
      workspaceRoot: context.root,
      signal: abort.signal,
      verbose: context.isVerbose || process.env['NX_VERBOSE_LOGGING'] === 'true',
      progress: printLine,
    };
    const settings = terminalSettings(process.env);
    const statuses = new Map<string, Status>();
    const clock = new Clock();
    const finish = (id: string, status: Status, { success, terminalOutput }: FinishedTask): BatchTaskResult => {
      statuses.set(id, status);
      return { task: id, result: { success, terminalOutput, status, ...clock.lap() } };
    };
    const ended = (id: string, finished: FinishedTask): BatchTaskResult =>
      finish(id, finished.success ? 'success' : 'failure', finished);
    try {
      const projects = new EngineTasks(context, { withClosure: engine.needsClosure });
      for (const wave of wavesOf(taskGraph)) {
        const ready: EngineTask<Options>[] = [];
        for (const id of wave) {
          const culprit = dependenciesOf(taskGraph, id).find((dependency) => isBad(statuses.get(dependency)));
          if (culprit !== undefined) {
            yield finish(id, 'skipped', { success: false, terminalOutput: `Skipped: ${culprit} failed.\n` });
            continue;
          }
          try {
            const described = taskGraph.tasks[id]!;
            const task = projects.task(id, described.target, inputs[id]);
            await refuse?.(task.options, cachedTaskOf(task, described, context));
            ready.push(task);
          } catch (error) {
            yield ended(id, failedTask(error));
          }
        }
        for await (const [task, end] of runTasks(engine, ready, engineContext)) {
          yield ended(task.id, await finishTask(engine, task, end, context.root, settings));
        }
      }
    } finally {
      abort.dispose();
    }
  };
}

/** Tasks in order: each wave waits for tasks of earlier ones only. */
function* wavesOf(graph: TaskGraphLike): Generator<string[]> {
  let rest = Object.keys(graph.tasks);
  while (rest.length > 0) {
    const open = new Set(rest);
    const wave = rest.filter((id) => !dependenciesOf(graph, id).some((dependency) => open.has(dependency)));
    const done = new Set(wave);
    // Nx breaks cycles before it runs anything; should one be left, its tasks run together rather than never.
    yield wave.length > 0 ? wave : rest;
    rest = wave.length > 0 ? rest.filter((id) => !done.has(id)) : [];
  }
}

function isBad(status: Status | undefined): boolean {
  return status === 'failure' || status === 'skipped';
}

/** Splits the time of a batch among its tasks: each gets the time since the previous result, so that they sum up. */
class Clock {
  #last = Date.now();

  lap(): { startTime: number; endTime: number } {
    const startTime = this.#last;
    this.#last = Date.now();
    return { startTime, endTime: this.#last };
  }
}

import type { ExecutorContext } from '@nx/devkit';
import { renderError } from '../diagnostics/hone-error.js';
import { abortOnProcessEnd } from './abort.js';
import type { Engine } from './engine.js';
import { EngineTasks } from './engine-tasks.js';
import { finishTask, terminalSettings } from './finish-task.js';
import type { ReportOptions } from './report-options.js';
import { printLine } from './print-line.js';
import type { Refuse } from './refuse.js';
import { runTasks } from './run-tasks.js';

/** An executor as Nx calls it for one task. */
export type SingleExecutor<Options> = (options: Options, context: ExecutorContext) => Promise<{ success: boolean }>;

/**
 * Turns an engine into an executor for single tasks. It prints what the batch executor of the same engine returns, and
 * writes the same files.
 *
 * @param refuse asked before the task runs
 */
export function createExecutor<Options extends ReportOptions>(
  engine: Engine<Options>,
  refuse?: Refuse<Options>,
): SingleExecutor<Options> {
  return async (options, context) => {
    const abort = abortOnProcessEnd();
    try {
      const { projectName: project = '', targetName: target = engine.name, configurationName, root } = context;
      const id = [project, target, configurationName].filter(Boolean).join(':');
      const task = new EngineTasks(context, { withClosure: engine.needsClosure }).task(
        id,
        { project, target },
        options,
      );
      await refuse?.(options, { project, target, root: task.root, workspaceRoot: root, configuration: context.target });
      const verbose = context.isVerbose || process.env['NX_VERBOSE_LOGGING'] === 'true';
      let success = false;
      const engineContext = { workspaceRoot: root, signal: abort.signal, verbose, progress: printLine };
      for await (const [, end] of runTasks(engine, [task], engineContext)) {
        const finished = await finishTask(engine, task, end, root, terminalSettings(process.env));
        process.stdout.write(finished.terminalOutput);
        success = finished.success;
      }
      return { success };
    } catch (error) {
      process.stdout.write(`${renderError(error)}\n`);
      return { success: false };
    } finally {
      abort.dispose();
    }
  };
}

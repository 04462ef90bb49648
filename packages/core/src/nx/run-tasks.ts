import { HoneError } from '../diagnostics/hone-error.js';
import type { Engine, EngineContext, EngineTask, TaskOutcome } from './engine.js';

/** A task's outcome, or what kept it from having one. */
export type TaskEnd = { kind: 'outcome'; outcome: TaskOutcome } | { kind: 'failed'; error: unknown };

/**
 * Runs an engine over tasks so that each task ends exactly once, whatever the engine does: a second outcome for one task
 * and an outcome for an unknown one are dropped, and a throw, an abort or a silent end fails the tasks still open.
 */
export async function* runTasks<Options>(
  engine: Engine<Options>,
  tasks: readonly EngineTask<Options>[],
  context: EngineContext,
): AsyncGenerator<readonly [EngineTask<Options>, TaskEnd]> {
  const open = new Map(tasks.map((task) => [task.id, task]));
  let error: unknown;
  try {
    context.signal.throwIfAborted();
    const outcomes = engine.run(tasks, context)[Symbol.asyncIterator]();
    while (open.size > 0) {
      const next = await abortable(outcomes.next(), context.signal);
      if (next.done) break;
      const [id, outcome] = next.value;
      const task = open.get(id);
      if (!task) continue;
      open.delete(id);
      yield [task, { kind: 'outcome', outcome }];
    }
    // The engine may have work to do after its last outcome (ending its workers); a failure there is nobody's result.
    void Promise.resolve(outcomes.return?.()).catch(() => undefined);
  } catch (thrown) {
    error = context.signal.aborted ? new HoneError('The run was cancelled.') : thrown;
  }
  error ??= new HoneError(`${engine.name} gave no result for this task.`, {
    hint: 'This is a bug in the tool: please report it with the command that you ran.',
  });
  for (const task of open.values()) yield [task, { kind: 'failed', error }];
}

/** A promise that also ends when the signal does: an engine that ignores its signal can't hold up the run. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

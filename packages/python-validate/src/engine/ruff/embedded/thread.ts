import { Worker } from 'node:worker_threads';
import type { JobBatch } from './jobs.js';
import type { RawResult } from './linter.js';
import type { CompiledModule } from './load-ruff.js';

/** A worker thread that answers one batch at a time. */
export interface Thread {
  run(batch: JobBatch): Promise<RawResult[]>;
  end(): Promise<unknown>;
}

/**
 * A thread that dies (a file that needs more memory or a deeper stack than there is) fails the jobs that it was doing;
 * the next batch gets a new thread.
 */
export function createThread(file: string, compiled: CompiledModule): Thread {
  let worker: Worker | undefined;
  let answer: ((results: RawResult[] | string) => void) | undefined;

  function start(): Worker {
    const started = new Worker(file, {
      workerData: { compiled },
      resourceLimits: { stackSizeMb, maxYoungGenerationSizeMb },
    });
    const died = (reason: string) => {
      if (worker === started) worker = undefined;
      answer?.(reason);
    };
    started.on('message', (results: RawResult[]) => answer?.(results));
    started.on('error', (error: Error) => died(error.message));
    started.on('exit', () => died('its thread ended early'));
    return started;
  }

  return {
    run: (batch) =>
      new Promise((resolve) => {
        answer = (results) => {
          answer = undefined;
          resolve(typeof results === 'string' ? batch.jobs.map(() => ({ error: results })) : results);
        };
        worker ??= start();
        worker.postMessage(batch);
      }),
    end: async () => worker?.terminate(),
  };
}

/** As deep as the main thread of Node can go; deeply nested source needs it. */
const stackSizeMb = 8;
/** Texts and findings are short-lived; a larger young generation only holds on to them. */
const maxYoungGenerationSizeMb = 16;

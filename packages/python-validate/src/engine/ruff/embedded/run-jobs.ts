import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Job, JobBatch } from './jobs.js';
import { runJobs } from './jobs.js';
import type { RawResult } from './linter.js';
import { createLinter } from './linter.js';
import { type CompiledModule, loadRuff } from './load-ruff.js';

/** Below this many characters a worker's start costs more than it saves (measured, see docs/benchmarks.md). */
const charactersPerThread = 4_000_000;
const mostThreads = 8;
/** Small enough that threads end together, large enough that messages don't count. */
const charactersPerMessage = 500_000;

/** Beside the built module; when the sources run directly (tests), everything runs on this thread. */
const workerFile = fileURLToPath(new URL('./worker.js', import.meta.url));

/** Runs all jobs, on threads when there is enough to do. Results stand in the jobs' order, whoever did them. */
export async function runAllJobs(batch: JobBatch, signal: AbortSignal): Promise<RawResult[]> {
  const total = batch.jobs.reduce((sum, job) => sum + job.text.length, 0);
  const threads = Math.min(availableParallelism(), mostThreads, Math.floor(total / charactersPerThread));
  const { ruff, compiled } = loadRuff();
  if (threads < 2 || !existsSync(workerFile)) return runHere(createLinter(ruff), batch, signal);
  return runOnThreads(batch, threads, compiled, signal);
}

async function runHere(
  linter: ReturnType<typeof createLinter>,
  batch: JobBatch,
  signal: AbortSignal,
): Promise<RawResult[]> {
  const results: RawResult[] = [];
  for (const jobs of chunk(batch.jobs)) {
    signal.throwIfAborted();
    results.push(...runJobs(linter, { ...batch, jobs }));
    // Lets other checks and the abort signal have their turn.
    await new Promise(setImmediate);
  }
  return results;
}

async function runOnThreads(
  batch: JobBatch,
  threads: number,
  compiled: CompiledModule,
  signal: AbortSignal,
): Promise<RawResult[]> {
  const chunks = chunk(batch.jobs);
  const results: RawResult[][] = chunks.map(() => []);
  let next = 0;
  const work = async () => {
    const worker = new Worker(workerFile, { workerData: { compiled } });
    try {
      for (let index = next++; index < chunks.length; index = next++) {
        signal.throwIfAborted();
        results[index] = await ask(worker, { ...batch, jobs: chunks[index] ?? [] });
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return results.flat();
}

/** A worker that dies (a file that needs more memory than there is) fails its own jobs only. */
function ask(worker: Worker, batch: JobBatch): Promise<RawResult[]> {
  return new Promise((resolve) => {
    const failed = (reason: string) => resolve(batch.jobs.map(() => ({ error: reason })));
    const settle = (action: () => void) => {
      worker.removeAllListeners();
      action();
    };
    worker.once('message', (results: RawResult[]) => settle(() => resolve(results)));
    worker.once('error', (error: Error) => settle(() => failed(error.message)));
    worker.once('exit', () => settle(() => failed('its thread ended early')));
    worker.postMessage(batch);
  });
}

function chunk(jobs: readonly Job[]): Job[][] {
  const chunks: Job[][] = [];
  let room = 0;
  for (const job of jobs) {
    if (room <= 0) {
      chunks.push([]);
      room = charactersPerMessage;
    }
    chunks.at(-1)?.push(job);
    room -= job.text.length + 1;
  }
  return chunks;
}

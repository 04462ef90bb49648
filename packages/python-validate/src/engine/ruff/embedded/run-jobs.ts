import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Job, JobBatch } from './jobs.js';
import { runJobs } from './jobs.js';
import type { RawResult } from './linter.js';
import { createLinter } from './linter.js';
import { type CompiledModule, loadRuff } from './load-ruff.js';
import { createThread } from './thread.js';

/** A thread takes about half a second to warm up; below this many characters it costs more than it saves. */
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
    const thread = createThread(workerFile, compiled);
    try {
      for (let index = next++; index < chunks.length; index = next++) {
        signal.throwIfAborted();
        results[index] = await thread.run({ ...batch, jobs: chunks[index] ?? [] });
      }
    } finally {
      await thread.end();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return results.flat();
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

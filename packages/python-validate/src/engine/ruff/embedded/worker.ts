import { parentPort, workerData } from 'node:worker_threads';
import { createLinter } from './linter.js';
import { type CompiledModule, loadRuff } from './load-ruff.js';
import { runJobs } from './jobs.js';
import type { JobBatch } from './jobs.js';

const { compiled } = workerData as { compiled: CompiledModule };
const linter = createLinter(loadRuff(compiled).ruff);

parentPort?.on('message', (batch: JobBatch) => {
  parentPort?.postMessage(runJobs(linter, batch));
});

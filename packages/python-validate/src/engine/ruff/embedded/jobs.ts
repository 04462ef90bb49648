import type { EngineOptions } from '../config/engine-options.js';
import type { Linter, RawResult } from './linter.js';

/** One text to check under one of the batch's sets of options. */
export interface Job {
  /** Index into {@link JobBatch.options}. */
  options: number;
  text: string;
}

/** Jobs with the options that they share; can be sent to a worker thread. */
export interface JobBatch {
  options: readonly { key: string; options: EngineOptions }[];
  jobs: readonly Job[];
}

/** Runs jobs one after the other; results stand in the jobs' order. */
export function runJobs(linter: Linter, { options, jobs }: JobBatch): RawResult[] {
  return jobs.map((job) => {
    const set = options[job.options];
    return set ? linter.check(set.options, set.key, job.text) : { error: 'no options' };
  });
}

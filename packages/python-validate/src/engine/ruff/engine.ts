import type { RuffConfig } from './config/ruff-config.js';
import type { RuffFile, RuffFinding } from './finding.js';

/** What is wanted of one file. */
export interface RuffRequest {
  file: RuffFile;
  /** Lint with this configuration; undefined where it excludes the file, or lint is not wanted. */
  lint?: RuffConfig;
  /** Compile for this Python (`py311`), whatever the configuration says; undefined where that is not wanted. */
  syntax?: string;
}

/** What became of one file. */
export interface RuffAnswer {
  lint?: RuffFinding[];
  syntax?: RuffFinding[];
  /** Why there is no full answer: a sentence without a final stop. */
  failure?: string;
}

/** An answer with the request that it is for. */
export type Answered = readonly [RuffRequest, RuffAnswer];

/** A way to run ruff. Both ways give the same answers for the same version of ruff. */
export interface RuffEngine {
  version: string;
  /** Answers stand in the order of the requests. */
  run(requests: readonly RuffRequest[], signal: AbortSignal): Promise<RuffAnswer[]>;
}

import type { ScaffoldOptions, WantedStage } from '../types.js';
import type { RustFacts } from './facts.js';
import type { architecturesOf } from './platforms.js';
import type { chooseRuntime } from './runtimes.js';

/** What the parts of the plan are made from. */
export interface RustPlan {
  facts: RustFacts;
  options: ScaffoldOptions;
  runtime: ReturnType<typeof chooseRuntime>;
  port: number | undefined;
  architectures: ReturnType<typeof architecturesOf>;
  wants(stage: WantedStage): boolean;
}

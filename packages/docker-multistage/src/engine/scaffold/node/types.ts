import type { ScaffoldOptions, WantedStage } from '../types.js';
import type { NodeFacts } from './facts.js';
import type { NodeRuntime } from './runtimes.js';

/** What the parts of the plan are made from. */
export interface NodePlan {
  facts: NodeFacts;
  options: ScaffoldOptions;
  runtime: NodeRuntime;
  port: number | undefined;
  wants(stage: WantedStage): boolean;
}

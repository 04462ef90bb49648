import type { FixContext } from '../../../types.js';
import type { Variables } from '../template.js';
import type { Workbench } from '../workbench.js';

/** What steps work with. */
export interface StepSurroundings {
  variables: Variables;
  bench: Workbench;
  context: FixContext;
}

/** Does one thing to the texts of a workbench. @throws NotApplicable where it can't be done: the rule does not fire */
export type Step = (argument: unknown, surroundings: StepSurroundings) => void;

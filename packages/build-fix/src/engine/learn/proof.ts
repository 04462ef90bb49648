import type { Outcomes } from '../types.js';
import { wilsonLower } from '../plan/wilson.js';

export { wilsonLower };

/** The share of kept fixes that must be surpassed, with 97.5 % certainty, before an unsafe fix is applied unasked. */
export const PROVED = 0.9;

/** Whether outcomes are good enough, and enough, for an unsafe fix to be applied unasked. */
export function isProved({ kept, tried }: Outcomes): boolean {
  return wilsonLower(kept, tried) >= PROVED;
}

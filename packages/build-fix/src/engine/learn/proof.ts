import type { Outcomes } from '../types.js';
import { wilsonLower } from './wilson.js';

/** The share of kept fixes that must be surpassed, with 97.5 % certainty, before an unsafe fix is applied unasked. */
export const PROVED = 0.9;

/** Whether outcomes are good enough, and enough, for an unsafe fix to be applied unasked. */
export function isProved({ kept, tried }: Outcomes): boolean {
  return wilsonLower(kept, tried) >= PROVED;
}

/** How likely a fix is to be kept, from 0 to 1; one of which nothing is known stands between good and bad ones. */
export function likelihoodOf({ kept, tried }: Outcomes = { kept: 0, tried: 0 }): number {
  return wilsonLower(kept + 1, tried + 2);
}

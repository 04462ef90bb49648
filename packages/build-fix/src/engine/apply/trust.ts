import { isProved, likelihoodOf } from '../learn/index.js';
import type { Learned, Outcomes, PlannedFix } from '../types.js';

/** Of fixes that a plan offers, which are applied unasked: those whose like was kept often enough, or all. */
export function mayApply(learned: Learned, unsafe: boolean): (fix: PlannedFix) => boolean {
  return (fix) => unsafe || outcomesOf(fix, learned).every((outcomes) => outcomes !== undefined && isProved(outcomes));
}

/** How likely a fix is to be kept, by its like. */
export function scoreOf(learned: Learned): (fix: PlannedFix) => number {
  return (fix) => Math.min(...outcomesOf(fix, learned).map(likelihoodOf));
}

function outcomesOf({ answers, fixer }: PlannedFix, learned: Learned): (Outcomes | undefined)[] {
  return [...new Set(answers.map(({ fingerprint }) => fingerprint))].map((fingerprint) => learned(fingerprint, fixer));
}

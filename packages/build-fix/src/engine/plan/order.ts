import { comparePositions, compareText } from '@hone/core/diagnostics';
import type { Applicability, Diagnostic } from '@hone/core';
import type { Candidate, Learned, LogEntry } from '../types.js';
import { sizesOfEnclosing } from './enclosing.js';
import { isProved } from '../learn/proof.js';
import { wilsonLower } from './wilson.js';

/** A candidate with the place that its fixer has in the route of what it answers, from 0. */
export interface Proposed {
  candidate: Candidate;
  rank: number;
}

/** By what candidates are put in order of preference. */
export interface OrderOptions {
  learned: Learned;
  fingerprintOf: (entry: LogEntry) => string;
}

const TRUST: Record<Applicability, number> = { safe: 0, unsafe: 1, manual: 2 };
const LEVEL: Record<Diagnostic['level'], number> = { error: 0, warning: 1, note: 2 };

/**
 * Orders candidates by how far they can be trusted, then by how often their like was kept, then by how bad is what they
 * answer, by the order of the routes, and by the order of the text, in which one that encloses another comes behind it. Of
 * those that change the same, one is left, which answers the entries of all.
 */
export function orderCandidates(proposed: readonly Proposed[], options: OrderOptions): Candidate[] {
  const sizes = sizesOfEnclosing(proposed.map(({ candidate }) => candidate));
  const scored = proposed.map(({ candidate, rank }) => ({
    candidate,
    rank,
    score: scoreOf(candidate, options),
    level: Math.min(...candidate.answers.map(({ diagnostic }) => LEVEL[diagnostic.level])),
    size: sizes.get(candidate) ?? 0,
  }));
  scored.sort(
    (a, b) =>
      TRUST[a.candidate.applicability] - TRUST[b.candidate.applicability] ||
      b.score - a.score ||
      a.level - b.level ||
      a.rank - b.rank ||
      a.size - b.size ||
      comparePlaces(a.candidate, b.candidate),
  );
  return joinSame(scored.map(({ candidate }) => candidate));
}

/** Whether what was learned allows a candidate that is not safe to be applied unasked. */
export function hasProvedItself(candidate: Candidate, { learned, fingerprintOf }: OrderOptions): boolean {
  return candidate.answers.every((entry) => {
    const outcomes = learned(fingerprintOf(entry), candidate.fixer);
    return outcomes !== undefined && isProved(outcomes);
  });
}

/** The worst of what is known of its entries. Without any trial it stands between what mostly failed and what mostly held. */
function scoreOf({ answers, fixer }: Candidate, { learned, fingerprintOf }: OrderOptions): number {
  const scores = answers.map((entry) => {
    const { kept, tried } = learned(fingerprintOf(entry), fixer) ?? { kept: 0, tried: 0 };
    return wilsonLower(kept + 1, tried + 2);
  });
  return Math.min(...scores);
}

/** Alternatives for one entry stay in their fixer's order, since the sort is stable. */
function comparePlaces(a: Candidate, b: Candidate): number {
  const [here, there] = [a.answers[0]?.diagnostic.location, b.answers[0]?.diagnostic.location];
  return (
    compareText(here?.file ?? '', there?.file ?? '') || comparePositions(here?.region?.start, there?.region?.start)
  );
}

function joinSame(ordered: readonly Candidate[]): Candidate[] {
  const joined = new Map<string, Candidate>();
  for (const candidate of ordered) {
    const key = JSON.stringify([candidate.changes, candidate.commands ?? []]);
    const known = joined.get(key);
    const answers = known ? [...new Set([...known.answers, ...candidate.answers])] : candidate.answers;
    joined.set(key, { ...(known ?? candidate), answers });
  }
  return [...joined.values()];
}

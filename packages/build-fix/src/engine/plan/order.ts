import { comparePositions, compareText } from '@hone/core/diagnostics';
import type { Applicability, Diagnostic, TextEdit } from '@hone/core';
import type { Candidate, Change, Learned, LogEntry } from '../types.js';
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
 * answer, by the order of the routes, by how little of the text they touch, and by the order of the text. Of those that
 * change the same, one is left, which answers the entries of all.
 *
 * The smaller goes first since a larger one that meets it (a whole block of imports, sorted) was made for all that stands
 * there, and is made anew in the next run for what is left (without the import that nothing uses).
 */
export function orderCandidates(proposed: readonly Proposed[], options: OrderOptions): Candidate[] {
  const sizeOf = createSizes();
  const scored = proposed.map(({ candidate, rank }) => ({
    candidate,
    rank,
    score: scoreOf(candidate, options),
    level: Math.min(...candidate.answers.map(({ diagnostic }) => LEVEL[diagnostic.level])),
    size: sizeOf(candidate),
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

/**
 * Lines that candidates touch. An alternative counts no less than those that its fixer prefers to it for the same entry, so
 * that the order of alternatives stays.
 */
function createSizes(): (candidate: Candidate) => number {
  const preferred = new Map<LogEntry, number>();
  return ({ answers, changes }) => {
    const size = Math.max(linesOf(changes), ...answers.map((entry) => preferred.get(entry) ?? 0));
    for (const entry of answers) preferred.set(entry, size);
    return size;
  };
}

/** More than any edit. */
const WHOLE_FILE = 1_000_000;

/** What is inserted touches no line that is there, so that its length does not count; each line counts once. */
function linesOf(changes: readonly Change[]): number {
  let lines = 0;
  const reached = new Map<string, number>();
  for (const { file, region } of editsInOrder(changes)) {
    const { start, end } = region;
    if (comparePositions(start, end) === 0) continue;
    const first = Math.max(start.line, (reached.get(file) ?? 0) + 1);
    const last = end.column > 1 ? end.line : end.line - 1;
    lines += Math.max(0, last - first + 1);
    reached.set(file, Math.max(last, first - 1));
  }
  return lines + WHOLE_FILE * changes.filter(({ kind }) => kind === 'delete').length;
}

function editsInOrder(changes: readonly Change[]): TextEdit[] {
  return changes
    .flatMap((change) => (change.kind === 'edit' ? [change.edit] : []))
    .sort((a, b) => comparePositions(a.region.start, b.region.start));
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

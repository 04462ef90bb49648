import { comparePositions, compareText } from '@hone/core/diagnostics';
import type { Applicability, Diagnostic, Position } from '@hone/core';
import type { Candidate, Learned, LogEntry } from '../types.js';
import { sizesOfEnclosing } from './enclosing.js';
import { isProved, likelihoodOf } from '../learn/proof.js';

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
  const candidates = proposed.map(({ candidate }) => candidate);
  const sizes = sizesOfEnclosing(candidates);
  const places = placesOf(candidates);
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
      comparePlaces(places.get(a.candidate), places.get(b.candidate)) ||
      comparePlaces(placeOf(a.candidate.answers[0]), placeOf(b.candidate.answers[0])),
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

/** The worst of what is known of its entries. */
function scoreOf({ answers, fixer }: Candidate, { learned, fingerprintOf }: OrderOptions): number {
  return Math.min(...answers.map((entry) => likelihoodOf(learned(fingerprintOf(entry), fixer))));
}

/** A place in a text. */
interface Place {
  file: string;
  start?: Position | undefined;
}

/**
 * Where candidates change something first, by which ruff, too, orders its fixes; else where they are needed. Alternatives
 * for one entry stand where the first of them does, so that they stay in their fixer's order: the sort is stable.
 */
function placesOf(candidates: readonly Candidate[]): ReadonlyMap<Candidate, Place> {
  const places = new Map<Candidate, Place>();
  const first = new Map<LogEntry, Place>();
  for (const candidate of candidates) {
    const [entry] = candidate.answers;
    const place = (entry && first.get(entry)) ?? firstChange(candidate) ?? placeOf(entry);
    if (entry) first.set(entry, place);
    places.set(candidate, place);
  }
  return places;
}

function firstChange({ changes }: Candidate): Place | undefined {
  return changes
    .flatMap((change) => (change.kind === 'edit' ? [{ file: change.edit.file, start: change.edit.region.start }] : []))
    .sort(comparePlaces)[0];
}

function placeOf(entry: LogEntry | undefined): Place {
  const location = entry?.diagnostic.location;
  return { file: location?.file ?? '', start: location?.region?.start };
}

function comparePlaces(a: Place | undefined, b: Place | undefined): number {
  return compareText(a?.file ?? '', b?.file ?? '') || comparePositions(a?.start, b?.start);
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

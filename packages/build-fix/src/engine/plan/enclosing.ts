import type { TextEdit } from '@hone/core';
import { comparePositions } from '@hone/core/diagnostics';
import type { Candidate, LogEntry } from '../types.js';

/** An edit and what it stands for. */
interface Placed {
  candidate: Candidate;
  edit: TextEdit;
  lines: number;
}

/**
 * How many lines those of some candidates touch that have an edit of another one within an edit of their own, on fewer
 * lines. The smaller one is preferred: what encloses it (a whole block of imports, sorted) was made for all that stands
 * there, and is made anew in the next run for what is left (without the import that nothing uses).
 *
 * An alternative counts no less than those that are proposed before it for the same entry, so that their order stays.
 *
 * @returns nothing for candidates that enclose no other
 */
export function sizesOfEnclosing(candidates: readonly Candidate[]): ReadonlyMap<Candidate, number> {
  const enclosing = findEnclosing(candidates);
  const sizes = new Map<Candidate, number>();
  if (enclosing.size === 0) return sizes;
  const preferred = new Map<LogEntry, number>();
  for (const candidate of candidates) {
    const size = Math.max(
      enclosing.get(candidate) ?? 0,
      ...candidate.answers.map((entry) => preferred.get(entry) ?? 0),
    );
    for (const entry of candidate.answers) preferred.set(entry, size);
    if (size > 0) sizes.set(candidate, size);
  }
  return sizes;
}

function findEnclosing(candidates: readonly Candidate[]): Map<Candidate, number> {
  const found = new Map<Candidate, number>();
  for (const placed of placesByFile(candidates)) {
    for (const [at, outer] of placed.entries()) {
      if (outer.lines < 2) continue;
      for (const inner of startingWithin(placed, at)) {
        if (isSmaller(inner, outer)) {
          found.set(outer.candidate, Math.max(outer.lines, found.get(outer.candidate) ?? 0));
          break;
        }
      }
    }
  }
  return found;
}

/** Edits of each file, in the order of the text. */
function placesByFile(candidates: readonly Candidate[]): Iterable<Placed[]> {
  const byFile = new Map<string, Placed[]>();
  for (const candidate of candidates) {
    for (const change of candidate.changes) {
      if (change.kind !== 'edit') continue;
      const { edit } = change;
      const placed = byFile.get(edit.file) ?? [];
      placed.push({ candidate, edit, lines: linesOf(edit) });
      byFile.set(edit.file, placed);
    }
  }
  for (const placed of byFile.values()) placed.sort((a, b) => comparePositions(startOf(a), startOf(b)));
  return byFile.values();
}

const startOf = ({ edit }: Placed): TextEdit['region']['start'] => edit.region.start;

/** Those that start where an edit does, or within it. */
function* startingWithin(placed: readonly Placed[], at: number): Generator<Placed> {
  const { start, end } = placed[at]!.edit.region;
  let first = at;
  while (first > 0 && comparePositions(startOf(placed[first - 1]!), start) === 0) first--;
  for (let next = first; next < placed.length && comparePositions(startOf(placed[next]!), end) < 0; next++) {
    if (next !== at) yield placed[next]!;
  }
}

function isSmaller(inner: Placed, outer: Placed): boolean {
  return (
    inner.lines < outer.lines &&
    inner.candidate !== outer.candidate &&
    comparePositions(inner.edit.region.end, outer.edit.region.end) <= 0 &&
    TRUST[inner.candidate.applicability] <= TRUST[outer.candidate.applicability] &&
    !inner.candidate.answers.some((entry) => outer.candidate.answers.includes(entry))
  );
}

const TRUST: Record<Candidate['applicability'], number> = { safe: 0, unsafe: 1, manual: 2 };

/** What is inserted touches no line that is there, so that its length does not count. */
function linesOf({ region: { start, end } }: TextEdit): number {
  if (comparePositions(start, end) === 0) return 0;
  return end.line - start.line + Number(end.column > 1);
}

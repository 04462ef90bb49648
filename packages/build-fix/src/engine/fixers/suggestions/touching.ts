import type { Position, TextEdit } from '@hone/core';
import { comparePositions, compareText } from '@hone/core/diagnostics';
import type { Candidate } from '../../types.js';
import { editsOf } from './candidates.js';

/** An edit and the candidate that it is a part of, by its place in the list. */
interface Placed {
  edit: TextEdit;
  owner: number;
}

/**
 * Names of places at which edits of several candidates touch without a common character, for each candidate of a list.
 * Each edit was made for the text as it is: two that insert at one place may both bring the comma between them, and what
 * joins on to a removed piece may have been separated by it. So one of them waits; ruff and rustfix do the same.
 */
export function touchingPlaces(candidates: readonly Candidate[]): readonly ReadonlySet<string>[] {
  const placed = candidates
    .flatMap((candidate, owner) => editsOf(candidate).map((edit): Placed => ({ edit, owner })))
    .sort((a, b) => compareText(a.edit.file, b.edit.file) || comparePositions(start(a), start(b)));
  const places = candidates.map(() => new Set<string>());
  /** Edits that end at the furthest place so far. */
  let last: Placed[] = [];
  for (const next of placed) {
    const end = last[0]?.edit.file === next.edit.file ? last[0].edit.region.end : undefined;
    const distance = comparePositions(start(next), end);
    if (end && distance === 0) {
      for (const before of last) {
        if (before.owner === next.owner || mayShare(before.edit, next.edit)) continue;
        const name = `${next.edit.file}:${end.line}:${end.column}`;
        places[before.owner]!.add(name);
        places[next.owner]!.add(name);
      }
    }
    const reach = end ? comparePositions(next.edit.region.end, end) : 1;
    if (reach > 0) last = [next];
    else if (reach === 0) last.push(next);
  }
  return places;
}

const start = ({ edit }: Placed): Position => edit.region.start;

/** Equal edits count once, and lines may follow each other in any order. */
function mayShare(a: TextEdit, b: TextEdit): boolean {
  return isLines(a) && isLines(b);
}

/** Whether an edit starts and ends between lines and leaves it so. */
function isLines({ region, newText }: TextEdit): boolean {
  return region.start.column === 1 && region.end.column === 1 && (newText === '' || newText.endsWith('\n'));
}

import leven from 'leven';

/** BuildKit suggests names that are so many edits away (`util/suggest`). */
const MOST_EDITS = 2;

/**
 * The name nearest to one that is unknown, at most two edits away; `undefined` when none is, or when the name is among
 * the known ones.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = MOST_EDITS + 1;
  for (const other of known) {
    if (other === name) return undefined;
    const edits = leven(name, other);
    if (edits < least) [best, least] = [other, edits];
  }
  return best;
}

import { posix } from 'node:path';

/**
 * Of several names the one that is spelled nearly so: few letters apart, and no other as near. Of paths in one folder
 * the last parts are compared, without an ending that they share.
 */
export function closestName(wanted: string, names: readonly string[]): string | undefined {
  let best: { name: string; distance: number; alone: boolean } | undefined;
  for (const name of new Set(names)) {
    const [a, b] = comparedParts(wanted, name);
    const limit = Math.max(1, Math.floor(a.length / 3));
    if (Math.abs(a.length - b.length) > Math.max(limit, 3)) continue;
    const distance = isLonger(a, b) ? 1 : editDistance(fold(a), fold(b));
    if (distance > limit) continue;
    if (!best || distance < best.distance) best = { name, distance, alone: true };
    else if (distance === best.distance) best.alone = false;
  }
  return best?.alone ? best.name : undefined;
}

/** `build` and `builder`: one is the other with a few letters more. */
const isLonger = (a: string, b: string): boolean =>
  a !== b && Math.min(a.length, b.length) > 3 && (a.startsWith(b) || b.startsWith(a));

function comparedParts(wanted: string, name: string): [string, string] {
  if (posix.dirname(wanted) !== posix.dirname(name)) return [wanted, name];
  const ending = posix.extname(wanted) === posix.extname(name) ? posix.extname(name) : '';
  return [posix.basename(wanted, ending), posix.basename(name, ending)];
}

/** `fooBar`, `foo_bar` and `foo-bar` are the same to a person. */
const fold = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();

/** Letters to insert, delete, replace, or swap with their neighbour (each counts one). */
export function editDistance(a: string, b: string): number {
  let [older, old] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j - 1]! + 1, old[j]! + 1, old[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, older[j - 2]! + 1);
      row.push(least);
    }
    [older, old] = [old, row];
  }
  return old[b.length]!;
}

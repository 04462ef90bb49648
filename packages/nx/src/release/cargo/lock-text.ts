import semver from 'semver';

/** A package of the workspace whose version changes. */
export interface LockedVersionChange {
  name: string;
  from: string;
  to: string;
}

const ENTRY = /(?<=^|\n)\[\[package\]\]\r?\n(?:(?!\[).*(?:\r?\n|$))*/g;
const field = (entry: string, key: string): string | undefined =>
  new RegExp(`^${key} = "([^"\r\n]*)"`, 'm').exec(entry)?.[1];

/**
 * A `Cargo.lock` after versions of its own packages changed: their entries and every edge that names the version (which
 * cargo writes only where the lock has several packages of a name, and always before version 2 of the format). Entries
 * and edges of one name are put in order again, as cargo would. All other bytes stay.
 */
export function changeCargoLock(text: string, changes: readonly LockedVersionChange[]): string {
  const isOwn = (entry: string, { name, from }: LockedVersionChange): boolean =>
    field(entry, 'name') === name && field(entry, 'version') === from && field(entry, 'source') === undefined;
  const entries = text.match(ENTRY) ?? [];
  const made = changes.filter((change) => change.from !== change.to && entries.some((entry) => isOwn(entry, change)));
  if (made.length === 0) return text;

  const edges = new Map(made.map(({ name, from, to }) => [`${name} ${from}`, `${name} ${to}`]));
  const changed = entries.map((entry) => {
    const own = made.find((change) => isOwn(entry, change));
    const bumped = own ? entry.replace(/^(version = ")[^"\r\n]*/m, (_, head: string) => head + own.to) : entry;
    return changeEdges(bumped, edges);
  });
  const ordered = orderRuns(
    changed,
    (entry) => field(entry, 'name') ?? '',
    (entry) => field(entry, 'version') ?? '',
  );
  return replaceInOrder(text, ordered);
}

/** Puts new entries in the places of the old ones; the last of a file may lack the empty line behind it. */
function replaceInOrder(text: string, entries: readonly string[]): string {
  let next = 0;
  return text.replace(ENTRY, (old) => entries[next++]!.trimEnd() + old.slice(old.trimEnd().length));
}

function changeEdges(entry: string, edges: ReadonlyMap<string, string>): string {
  return entry.replace(/(?<=^dependencies = \[\r?\n)(?: ".*",\r?\n)+/m, (block) => {
    const lines = block.split(/(?<=\n)/);
    const changed = lines.map((line) => line.replace(/(?<=")[^"]*(?=")/, (edge) => edges.get(edge) ?? edge));
    if (changed.every((line, i) => line === lines[i])) return block;
    const part = (index: number) => (line: string) => line.trim().replaceAll('"', '').split(' ')[index] ?? '';
    return orderRuns(changed, part(0), part(1)).join('');
  });
}

/** Orders neighbours of one name by version. */
function orderRuns(
  items: readonly string[],
  nameOf: (item: string) => string,
  versionOf: (item: string) => string,
): string[] {
  const clean = (item: string): string => versionOf(item).replace(/,$/, '');
  return [...items].sort((a, b) => {
    if (nameOf(a) !== nameOf(b)) return items.indexOf(a) - items.indexOf(b);
    const [x, y] = [clean(a), clean(b)];
    return semver.valid(x) && semver.valid(y) ? semver.compare(x, y) : 0;
  });
}

/**
 * Joins over each folder and all that it depends on, directly or not. Every folder is joined once, however many depend on
 * it; those that depend on each other share one value (Tarjan's strongly connected components, which come with what is
 * depended on first).
 *
 * @param dependenciesOf the folders that one depends on directly
 * @param join of folders that depend on each other, nearly always one, and of the values of what they depend on
 */
export function joinClosures<T>(
  roots: Iterable<string>,
  dependenciesOf: (root: string) => Iterable<string>,
  join: (members: readonly string[], below: ReadonlySet<T>) => T,
): ReadonlyMap<string, T> {
  const values = new Map<string, T>();
  const visits = new Map<string, Visit>();
  const stack: string[] = [];

  const enter = (root: string): Visit => {
    const visit = { root, index: visits.size, low: visits.size, rest: dependenciesOf(root)[Symbol.iterator]() };
    visits.set(root, visit);
    stack.push(root);
    return visit;
  };
  const close = ({ root, index, low }: Visit): void => {
    if (low !== index) return;
    const members = stack.splice(stack.lastIndexOf(root));
    const below = members.flatMap((member) => [...dependenciesOf(member)]).filter((one) => values.has(one));
    const value = join(members, new Set(below.map((one) => values.get(one)!)));
    for (const member of members) values.set(member, value);
  };

  for (const root of roots) {
    if (visits.has(root)) continue;
    // Not by recursion: a chain of dependencies may be longer than a stack of calls.
    const path = [enter(root)];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const next = visit.rest.next();
      if (next.done) {
        close(visit);
        path.pop();
        const above = path.at(-1);
        if (above) above.low = Math.min(above.low, visit.low);
      } else {
        const known = visits.get(next.value);
        if (!known) path.push(enter(next.value));
        else if (!values.has(next.value)) visit.low = Math.min(visit.low, known.index);
      }
    }
  }
  return values;
}

interface Visit {
  root: string;
  /** When it was first come to. */
  index: number;
  /** The earliest that can be come to from here. */
  low: number;
  rest: Iterator<string>;
}

/** What an item of a table answers: names of tools and codes, each with a `*` at the end for any rest. */
export interface RouteMatch {
  tool: readonly string[];
  rule: readonly string[];
}

/** From tool and code to items, by look-ups in maps alone: the cost does not grow with the number of items. */
export interface RouteTable {
  /** Indexes of the items for an entry, ascending. */
  find(tool: string, rule: string): readonly number[];
}

/** Items by exact name, and by what a name starts with. */
interface Names<T> {
  exact: Map<string, T>;
  starts: Map<string, T>;
  /** Lengths of the starts, so that each is one look-up. */
  lengths: Set<number>;
}

const emptyNames = <T>(): Names<T> => ({ exact: new Map(), starts: new Map(), lengths: new Set() });

function ensure<T>(names: Names<T>, name: string, make: () => T): T {
  const start = name.endsWith('*');
  const key = start ? name.slice(0, -1) : name;
  const map = start ? names.starts : names.exact;
  if (start) names.lengths.add(key.length);
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function valuesFor<T>(names: Names<T>, name: string): T[] {
  const values: T[] = [];
  const exact = names.exact.get(name);
  if (exact !== undefined) values.push(exact);
  for (const length of names.lengths) {
    const value = length <= name.length ? names.starts.get(name.slice(0, length)) : undefined;
    if (value !== undefined) values.push(value);
  }
  return values;
}

/**
 * Compiles the matches of items.
 *
 * @param items each with its matches, any of which may hold
 */
export function compileTable(items: readonly (readonly RouteMatch[])[]): RouteTable {
  const tools = emptyNames<Names<number[]>>();
  for (const [index, matches] of items.entries()) {
    for (const { tool, rule } of matches) {
      for (const name of tool) {
        const codes = ensure(tools, name, () => emptyNames<number[]>());
        for (const code of rule) ensure(codes, code, () => []).push(index);
      }
    }
  }
  return {
    find(tool, rule) {
      const found = valuesFor(tools, tool).flatMap((codes) => valuesFor(codes, rule).flat());
      return [...new Set(found)].sort((a, b) => a - b);
    },
  };
}

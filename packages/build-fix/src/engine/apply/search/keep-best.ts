import { largestSafeSet } from '@hone/core/scratch';

/** What a search needs to know of a failed check. */
export interface Pointing<Item> {
  /** Items that probably made it fail; empty when nothing tells. */
  suspects: readonly Item[];
  /** Those among them that a finding points to alone. */
  sure: readonly Item[];
}

/** The items that can go together, and those that can not, each with what failed. */
export interface Best<Item, Failure> {
  kept: Item[];
  held: { item: Item; failure: Failure }[];
}

/** How many times suspects are put aside before the rest is searched by halves. */
const ROUNDS = 3;

/**
 * The largest set of items that passes a check. When a check says which items are suspect, the rest is tried without them
 * at once: bad items to which findings point alone cost one check together, however many they are. Where nothing tells it is found by bisection, with at
 * most log₂ n + 2 checks in all; suspects that turn out to be innocent cost at most {@link ROUNDS} more.
 *
 * @param items in the order of preference
 * @param check never called twice with the same set
 */
export async function keepBest<Item, Failure extends Pointing<Item>>(
  items: readonly Item[],
  check: (items: readonly Item[]) => Promise<Failure | undefined>,
): Promise<Best<Item, Failure>> {
  const tried = new Map<string, Promise<Failure | undefined>>();
  const number = new Map(items.map((item, at) => [item, at]));
  const inOrder = (set: readonly Item[]): Item[] => [...set].sort((a, b) => number.get(a)! - number.get(b)!);
  const once = (set: readonly Item[]): Promise<Failure | undefined> => {
    const ordered = inOrder(set);
    const key = ordered.map((item) => number.get(item)).join();
    const known = tried.get(key) ?? check(ordered);
    tried.set(key, known);
    return known;
  };
  if (items.length === 0) return { kept: [], held: [] };
  const first = await once(items);
  if (first === undefined) return { kept: [...items], held: [] };
  const { rest, doubtful, sure, failure } = await putSuspectsAside(items, first, once);
  const known = failure ? { failing: { length: rest.length, failure } } : { safe: rest };
  const open = failure ? [...rest, ...doubtful, ...sure] : doubtful;
  const { safe, stay } = await largestSafeSet(open, once, known);
  const held = failure ? stay : [...stay, ...sure.map((item) => ({ item, failure: first }))];
  return { kept: inOrder(safe), held };
}

interface Parted<Item, Failure> {
  rest: readonly Item[];
  /** Suspects that may have been put aside for another's fault. */
  doubtful: readonly Item[];
  /** Suspects without which the rest passes, each with a finding of its own. */
  sure: readonly Item[];
  /** What fails with the rest; undefined when it passes. */
  failure: Failure | undefined;
}

async function putSuspectsAside<Item, Failure extends Pointing<Item>>(
  items: readonly Item[],
  first: Failure,
  check: (items: readonly Item[]) => Promise<Failure | undefined>,
): Promise<Parted<Item, Failure>> {
  let parted: Parted<Item, Failure> = { rest: items, doubtful: [], sure: [], failure: first };
  for (let round = 0; round < ROUNDS && parted.failure; round++) {
    const { rest, doubtful, sure: earlier } = parted;
    const [suspects, sure] = [new Set(parted.failure.suspects), new Set(parted.failure.sure)];
    const fewer = rest.filter((item) => !suspects.has(item));
    if (fewer.length === rest.length || fewer.length === 0) break;
    parted = {
      rest: fewer,
      doubtful: [...rest.filter((item) => suspects.has(item) && !sure.has(item)), ...doubtful, ...earlier],
      sure: rest.filter((item) => sure.has(item)),
      failure: await check(fewer),
    };
  }
  return parted;
}

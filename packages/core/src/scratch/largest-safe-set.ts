/** What came of the search: the items that can go together, and those that can not, each with what failed. */
export interface SafeSet<Item, Failure> {
  safe: Item[];
  stay: { item: Item; failure: Failure }[];
}

/** What is known before the search. */
export interface KnownSets<Item, Failure> {
  /** Items that passed together. They are among the safe ones, and no part of `items`. */
  safe?: readonly Item[];
  /** With the safe ones, the first items of the list, that many, failed. */
  failing?: { length: number; failure: Failure };
}

/**
 * The largest set of items that passes a check, found by bisection: one check when nothing fails, at most log₂ n + 2 when
 * one item has to stay, and for k of them about k · (log₂ n + 1) + 1.
 *
 * The set that is returned has passed a check as a whole, so nothing rests on items being independent: of two that are
 * only needed when the other is gone, the later one stays. Of all sets it is the largest when items are independent.
 *
 * @param items in the order in which they are preferred to go; none of them: known to pass
 * @param check tries a set; gives what failed, `undefined` when nothing did
 */
export async function largestSafeSet<Item, Failure extends NonNullable<unknown>>(
  items: readonly Item[],
  check: (items: readonly Item[]) => Promise<Failure | undefined>,
  known: KnownSets<Item, Failure> = {},
): Promise<SafeSet<Item, Failure>> {
  let safe: Item[] = [...(known.safe ?? [])];
  let open = [...items];
  let { failing } = known;
  const stay: SafeSet<Item, Failure>['stay'] = [];
  while (open.length > 0) {
    if (failing === undefined) {
      const failure = await check([...safe, ...open]);
      if (failure === undefined) return { safe: [...safe, ...open], stay };
      failing = { length: open.length, failure };
    }
    const first = await firstToFail(safe, open.slice(0, failing.length), failing.failure, check);
    stay.push({ item: open[first.index]!, failure: first.failure });
    safe = [...safe, ...open.slice(0, first.index)];
    open = open.slice(first.index + 1);
    failing = undefined;
  }
  return { safe, stay };
}

/** The item with which the list, tried from its start, first fails. */
async function firstToFail<Item, Failure extends NonNullable<unknown>>(
  safe: readonly Item[],
  open: readonly Item[],
  known: Failure,
  check: (items: readonly Item[]) => Promise<Failure | undefined>,
): Promise<{ index: number; failure: Failure }> {
  let passes = 0;
  let fails = open.length;
  let failure = known;
  while (fails - passes > 1) {
    const middle = Math.floor((passes + fails) / 2);
    const found = await check([...safe, ...open.slice(0, middle)]);
    if (found === undefined) passes = middle;
    else [fails, failure] = [middle, found];
  }
  return { index: fails - 1, failure };
}

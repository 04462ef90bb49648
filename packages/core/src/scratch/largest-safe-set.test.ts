import { expect, it } from 'vitest';
import { largestSafeSet } from './largest-safe-set.js';

/** Searches 0…n-1 with a check that counts its calls and fails for a set that `breaks`. */
async function search(n: number, breaks: (set: ReadonlySet<number>) => boolean) {
  let checks = 0;
  const tried: string[] = [];
  const found = await largestSafeSet([...Array(n).keys()], (set) => {
    checks++;
    tried.push([...set].join());
    return Promise.resolve(breaks(new Set(set)) ? `broken by ${set.at(-1)}` : undefined);
  });
  return { ...found, stay: found.stay.map(({ item }) => item), checks, tried };
}

const without =
  (...culprits: number[]) =>
  (set: ReadonlySet<number>): boolean =>
    culprits.some((culprit) => set.has(culprit));

it('needs one check when nothing breaks, and none for nothing', async () => {
  expect(await search(300, without())).toMatchObject({ checks: 1, stay: [] });
  expect(await search(0, without())).toMatchObject({ checks: 0, safe: [], stay: [] });
});

it('finds every culprit, wherever it is, and keeps all the others', async () => {
  for (let culprit = 0; culprit < 17; culprit++) {
    const { safe, stay } = await search(17, without(culprit));
    expect(stay).toEqual([culprit]);
    expect(safe).toHaveLength(16);
  }
  expect(await search(5, without(0, 1, 2, 3, 4))).toMatchObject({ safe: [], stay: [0, 1, 2, 3, 4] });
});

it('costs about k · (log n + 1) + 1 checks', async () => {
  const one = await search(256, without(200));
  expect(one.checks).toBeLessThanOrEqual(8 + 2);
  const four = await search(256, without(3, 77, 130, 255));
  expect(four.stay).toEqual([3, 77, 130, 255]);
  expect(four.checks).toBeLessThanOrEqual(4 * (8 + 1) + 1);
});

it('never tries the same set twice', async () => {
  const { tried } = await search(64, without(5, 6, 40));
  expect(new Set(tried).size).toBe(tried.length);
});

it('returns a set that has passed as a whole, also where items stand in for each other', async () => {
  const oneOfThem = (set: ReadonlySet<number>): boolean => set.has(2) && set.has(9);
  const { safe, stay, tried } = await search(12, oneOfThem);
  expect(stay).toEqual([9]);
  expect(tried).toContain(safe.join());
});

it('says what failed with the last item that was added', async () => {
  const { stay } = await largestSafeSet(['a', 'b', 'c'], (set) =>
    Promise.resolve(set.includes('b') ? `no ${set.join()}` : undefined),
  );
  expect(stay).toEqual([{ item: 'b', failure: 'no a,b' }]);
});

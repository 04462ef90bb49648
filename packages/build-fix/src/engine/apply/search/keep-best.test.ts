import { expect, it } from 'vitest';
import { keepBest } from './keep-best.js';

/** Searches 0…n-1; a set fails when it holds a culprit, and points to what `suspect` says of the culprits in it. */
async function search(
  n: number,
  culprits: readonly number[],
  suspect: (bad: number[]) => number[] = () => [],
  sure = false,
) {
  let checks = 0;
  const tried = new Set<string>();
  const { kept, held } = await keepBest([...Array(n).keys()], (set) => {
    checks++;
    tried.add(set.join());
    const bad = set.filter((item) => culprits.includes(item));
    return Promise.resolve(bad.length > 0 ? { suspects: suspect(bad), sure: sure ? suspect(bad) : [] } : undefined);
  });
  return { kept: kept.length, held: held.map(({ item }) => item), checks, tried: tried.size };
}

it('needs one check when nothing is bad, and none for nothing', async () => {
  expect(await search(300, [])).toMatchObject({ checks: 1, kept: 300, held: [] });
  expect(await search(0, [])).toMatchObject({ checks: 0, kept: 0 });
});

it('finds one bad item among n with log n + 2 checks when nothing points to it', async () => {
  for (let culprit = 0; culprit < 64; culprit++) {
    const { checks, ...found } = await search(64, [culprit]);
    expect(found).toMatchObject({ kept: 63, held: [culprit] });
    expect(checks).toBeLessThanOrEqual(6 + 2);
  }
});

it('needs two checks when the findings point to the bad ones, however many they are', async () => {
  expect(await search(300, [17], (bad) => bad, true)).toMatchObject({ checks: 2, kept: 299, held: [17] });
  const several = await search(300, [17, 80, 299], (bad) => bad, true);
  expect(several).toMatchObject({ checks: 2, kept: 297, held: [17, 80, 299] });
});

it('does not hold what was put aside before the real culprit was found', async () => {
  const found = await search(40, [9], (bad) => (bad.length > 0 ? [3] : []), true);
  expect(found).toMatchObject({ kept: 39, held: [9] });
});

it('finds the bad one among several suspects, and keeps the others', async () => {
  const { checks, ...found } = await search(256, [101], () => [100, 101, 102, 103]);
  expect(found).toMatchObject({ kept: 255, held: [101] });
  expect(checks).toBeLessThanOrEqual(2 + 3);
});

it('is not led astray by findings that point to the wrong one', async () => {
  const { checks, tried, ...found } = await search(64, [40], () => [3]);
  expect(found).toMatchObject({ kept: 63, held: [40] });
  expect(checks).toBeLessThanOrEqual(6 + 2 + 3);
  expect(tried).toBe(checks);
});

it('keeps nothing when everything is bad', async () => {
  expect(await search(5, [0, 1, 2, 3, 4], (bad) => bad)).toMatchObject({ kept: 0, held: [0, 1, 2, 3, 4] });
});

import { expect, it } from 'vitest';
import { createNameCounter } from './name-counter.js';

it('is exact as long as there is room', () => {
  const counter = createNameCounter(3, { left: 100 });
  for (const name of ['a', 'b', 'a', 'c']) counter.add(name);
  expect([counter.count(), counter.exact]).toEqual([3, true]);
  counter.add('d');
  expect([counter.count(), counter.exact]).toEqual([4, false]);
});

it('gives its room back to others', () => {
  const room = { left: 2 };
  const first = createNameCounter(10, room);
  for (const name of ['a', 'b', 'c']) first.add(name);
  expect([first.exact, room.left]).toEqual([false, 2]);
});

it.each([100, 5000, 40_000, 300_000])('estimates %i names', (names) => {
  const counter = createNameCounter(10, { left: 10 });
  for (let index = 0; index < names; index++) {
    counter.add(`packages/lib-${index % 317}/src/file-${index}.ts`);
    counter.add(`packages/lib-${index % 317}/src/file-${index}.ts`);
  }
  // Four times the standard error of 2.3 %.
  expect(Math.abs(counter.count() - names) / names).toBeLessThan(0.092);
});

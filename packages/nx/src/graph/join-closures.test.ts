import { expect, it } from 'vitest';
import { joinClosures } from './join-closures.js';

/** Each folder with all that it depends on, as words. */
function closures(edges: Record<string, string[]>): Record<string, string> {
  const values = joinClosures<string>(
    Object.keys(edges),
    (root) => edges[root] ?? [],
    (members, below) => [...new Set([...members, ...[...below].flatMap((one) => one.split(' '))])].sort().join(' '),
  );
  return Object.fromEntries(values);
}

it('joins what a folder depends on, directly or not', () => {
  expect(closures({ app: ['lib', 'log'], lib: ['log'], log: [], other: [] })).toEqual({
    app: 'app lib log',
    lib: 'lib log',
    log: 'log',
    other: 'other',
  });
});

it('gives those that depend on each other one value, and those around them their own', () => {
  const edges = { app: ['a'], a: ['b', 'log'], b: ['c'], c: ['a', 'd'], d: ['d'], log: [] };
  const circle = 'a b c d log';
  expect(closures(edges)).toEqual({ app: 'a app b c d log', a: circle, b: circle, c: circle, d: 'd', log: 'log' });
});

it('also for two circles that share a folder, and one entered from its middle', () => {
  expect(closures({ a: ['b'], b: ['a', 'c'], c: ['b'] })).toEqual({ a: 'a b c', b: 'a b c', c: 'a b c' });
  expect(closures({ z: ['b'], a: ['b'], b: ['c'], c: ['a'] })).toMatchObject({ z: 'a b c z', a: 'a b c' });
});

it('counts each folder once, and takes chains of any length', () => {
  const length = 20_000;
  const joined: string[] = [];
  joinClosures<void>(
    ['0'],
    (root) => (Number(root) < length ? [String(Number(root) + 1)] : []),
    (members) => void joined.push(...members),
  );
  expect(joined).toHaveLength(length + 1);
  expect(new Set(joined).size).toBe(length + 1);
});

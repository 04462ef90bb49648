import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { interleave } from './interleave.js';

async function* source(name: string, count: number, delay: number): AsyncGenerator<string> {
  for (let index = 1; index <= count; index++) {
    await sleep(delay);
    yield `${name}${index}`;
  }
}

async function collect(limit: number): Promise<string[]> {
  const sources = [() => source('a', 2, 30), () => source('b', 2, 2), () => source('c', 1, 1)];
  const found: string[] = [];
  for await (const value of interleave(sources, limit)) found.push(value);
  return found;
}

it('gives values as they come, from as many sources at once as it may run', async () => {
  expect(await collect(2)).toEqual(['b1', 'b2', 'c1', 'a1', 'a2']);
});

it('runs one source after the other with a limit of one', async () => {
  expect(await collect(1)).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
});

it('throws what a source throws', async () => {
  // eslint-disable-next-line require-yield
  const broken = async function* (): AsyncGenerator<string> {
    await sleep(1);
    throw new Error('broken');
  };
  const run = async () => {
    for await (const value of interleave([broken, () => source('a', 2, 10)], 2)) expect(value).toBe('');
  };
  await expect(run()).rejects.toThrow('broken');
});

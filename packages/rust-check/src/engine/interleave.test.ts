import { expect, it } from 'vitest';
import { interleave } from './interleave.js';

/** A source of `a1`, `a2`, … that waits for the gate before it gives any. */
async function* source(name: string, count: number, gate: Promise<void> = Promise.resolve()): AsyncGenerator<string> {
  await gate;
  for (let index = 1; index <= count; index++) yield `${name}${index}`;
}

/** What comes of a slow source and two quick ones; the slow one has nothing until the last of the others is done. */
async function collect(limit: number): Promise<string[]> {
  let open = (): void => undefined;
  const gate = limit === 1 ? undefined : new Promise<void>((resolve) => (open = resolve));
  const sources = [() => source('a', 2, gate), () => source('b', 2), () => source('c', 1)];
  const found: string[] = [];
  for await (const value of interleave(sources, limit)) {
    found.push(value);
    if (value === 'c1') open();
  }
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
    await Promise.resolve();
    throw new Error('broken');
  };
  const never = new Promise<void>(() => undefined);
  const run = async () => {
    for await (const value of interleave([broken, () => source('a', 2, never)], 2)) expect(value).toBe('');
  };
  await expect(run()).rejects.toThrow('broken');
});

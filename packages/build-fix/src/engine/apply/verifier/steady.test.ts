import { expect, it } from 'vitest';
import type { Verifier } from '../types.js';
import { createSteadyVerifier } from './steady.js';

const { signal } = new AbortController();
const hang = (stop?: AbortSignal): Promise<never> =>
  new Promise((_, reject) => stop?.addEventListener('abort', () => reject(new Error('stopped'))));

function steady(answers: ('ok' | 'crash' | 'hang')[], waits: number[] = []) {
  const verifier: Verifier = {
    check(stop) {
      const answer = answers.shift() ?? 'ok';
      if (answer === 'hang') return hang(stop);
      return answer === 'crash' ? Promise.reject(new Error('Segmentation fault')) : Promise.resolve([]);
    },
  };
  const backOff = (tries: number): number => (waits.push(tries), 1);
  return createSteadyVerifier(verifier, { timeoutMs: 20, signal, backOff });
}

it('tries again, after longer and longer, when the tool crashes', async () => {
  const waits: number[] = [];
  const verifier = steady(['crash', 'crash', 'ok'], waits);
  expect(await verifier.check()).toEqual({ kind: 'run', run: { entries: [] } });
  expect(verifier.runs).toBe(3);
  expect(waits).toEqual([1, 2]);
});

it('ends a tool that hangs, and says so', async () => {
  expect(await steady(['hang', 'hang']).check()).toEqual({
    kind: 'hung',
    message: 'The verification did not end within 0.02 s.',
  });
});

it('gives up after several verifications without an answer', async () => {
  const verifier = steady(['crash', 'crash', 'crash', 'hang', 'hang', 'ok']);
  expect((await verifier.check()).kind).toBe('crashed');
  expect((await verifier.check()).kind).toBe('hung');
  const runs = verifier.runs;
  expect(await verifier.check()).toMatchObject({ kind: 'given-up' });
  expect(verifier.runs).toBe(runs);
});

it('ends with the run that it is part of', async () => {
  const abort = new AbortController();
  const verifier = createSteadyVerifier({ check: hang }, { timeoutMs: 10_000, signal: abort.signal });
  const check = verifier.check();
  abort.abort(new Error('ended'));
  await expect(check).rejects.toThrow('ended');
});

import { setTimeout as wait } from 'node:timers/promises';
import { errorMessage } from '@hone/core/diagnostics';
import type { LogEntry } from '../../types.js';
import type { CheckedRun, Verifier } from '../types.js';

/** The end of one verification: what was found, or why nothing was, a sentence. */
export type CheckEnd = { kind: 'run'; run: CheckedRun } | { kind: 'crashed' | 'hung' | 'given-up'; message: string };

/** A verifier that answers in any case. */
export interface SteadyVerifier {
  check(): Promise<CheckEnd>;
  /** How often the tool was run to its end, or to its time limit. */
  readonly runs: number;
}

/** How patient it is. */
export interface SteadyOptions {
  /** The longest that one run may take, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /** How long to wait before a tool that crashed or hung is run again, in milliseconds, by the number of tries before. */
  backOff?: (tries: number) => number;
}

/** How often a tool is run for one answer. */
const TRIES = { crashed: 3, hung: 2 } as const;
/** After so many verifications without an answer in a row no other is begun. */
const BREAKS_AFTER = 2;
/** A run that takes so many times as long as the longest before it hangs; the least that is allowed, in milliseconds. */
const PATIENCE = { factor: 10, least: 30_000 } as const;

/** For how long a tool that was told to end is waited for, in milliseconds. */
const END_MS = 10_000;

/**
 * Runs a verifier again, after a while, when its tool crashes or does not end. When that happens again and again, it is
 * given up: no further run is begun.
 */
export function createSteadyVerifier(verifier: Verifier, options: SteadyOptions): SteadyVerifier {
  const { timeoutMs, signal, backOff = (tries) => 1000 * 4 ** (tries - 1) } = options;
  let runs = 0;
  let longest: number | undefined;
  let failures = 0;
  let last = '';
  const once = async (): Promise<CheckEnd> => {
    const limit =
      longest === undefined ? timeoutMs : Math.min(timeoutMs, Math.max(PATIENCE.least, PATIENCE.factor * longest));
    const started = Date.now();
    runs++;
    const end = await runOnce(verifier, limit, signal);
    if (end.kind === 'run') longest = Math.max(longest ?? 0, Date.now() - started);
    return end;
  };
  return {
    get runs() {
      return runs;
    },
    async check() {
      if (failures >= BREAKS_AFTER) return { kind: 'given-up', message: last };
      for (let tries = 1; ; tries++) {
        const end = await once();
        if (end.kind === 'run') {
          failures = 0;
          return end;
        }
        if (end.kind === 'given-up' || tries >= TRIES[end.kind]) {
          failures++;
          last = end.message;
          return end;
        }
        await wait(backOff(tries), undefined, { signal });
      }
    },
  };
}

async function runOnce(verifier: Verifier, limit: number, signal: AbortSignal): Promise<CheckEnd> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  let timer: NodeJS.Timeout | undefined;
  const timeOut = new Promise<'hung'>((resolve) => {
    timer = setTimeout(() => {
      stop.abort();
      resolve('hung');
    }, limit);
  });
  try {
    const check = verifier.check(both);
    const found = await Promise.race([check, timeOut]);
    if (found === 'hung') {
      // What is being ended still holds files of the copy.
      await Promise.race([check.catch(() => undefined), wait(END_MS, undefined, { signal })]);
      return { kind: 'hung', message: `The verification did not end within ${limit / 1000} s.` };
    }
    return { kind: 'run', run: isRun(found) ? found : { entries: found } };
  } catch (error) {
    signal.throwIfAborted();
    if (stop.signal.aborted) return { kind: 'hung', message: `The verification did not end within ${limit / 1000} s.` };
    return { kind: 'crashed', message: `The verification could not be run: ${errorMessage(error)}` };
  } finally {
    clearTimeout(timer);
  }
}

function isRun(found: readonly LogEntry[] | CheckedRun): found is CheckedRun {
  return !Array.isArray(found);
}

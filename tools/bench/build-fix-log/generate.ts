import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a log is made of. */
export interface LogShape {
  bytes: number;
  /** One block after so many lines of noise; 0: noise only. */
  every: number;
  /** Lines that are entries. */
  block(this: void, random: Random): string;
}

/** A whole number from 0 to below `n`. */
export type Random = (n: number) => number;

/** Writes a log once; the same bytes each time. */
export function writeLog(path: string, { bytes, every, block }: LogShape): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const random = createRandom();
  const draft = `${path}.draft`;
  const file = openSync(draft, 'w');
  let written = 0;
  while (written < bytes) {
    const lines: string[] = [];
    for (let line = 1; line <= 10_000; line++) {
      lines.push(every > 0 && line % every === 0 ? block(random) : noise(random));
    }
    written += writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
  renameSync(draft, path);
}

/** An error of tsc. */
export function tscError(random: Random): string {
  const file = `packages/app-${random(40)}/src/lib/feature-${random(300)}.component.ts`;
  return `${file}(${random(900) + 1},${random(80) + 1}): error TS${2300 + random(60)}: Type 'Model${random(99)}' is not assignable to type 'View'.`;
}

const WORDS =
  'Compiling building module package serde tokio v1.0.2 src/lib/index.ts running test passed ok cached dependency fetch download linked transforming chunk rendering gzip size done in 23ms [1/4] --- 100% (node:1) https://registry.npmjs.org/x'.split(
    ' ',
  );

/** What builds print when nothing is wrong. */
function noise(random: Random): string {
  return Array.from({ length: 4 + random(14) }, () => WORDS[random(WORDS.length)]).join(' ');
}

/** A small generator of its own, so that every machine gets the same log. */
function createRandom(): Random {
  let seed = 1;
  return (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >>> 8) % n;
  };
}

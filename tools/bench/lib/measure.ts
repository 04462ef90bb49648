/** One way to do the work that is measured. */
export interface Variant {
  name: string;
  /** Brings the state back to where the measurement starts; its time does not count. */
  prepare?(): Promise<void> | void;
  /** Does the work and gives the seconds it took. */
  run(): Promise<number>;
}

export interface Measured {
  name: string;
  seconds: number[];
  median: number;
}

/**
 * Runs all variants in turn, round by round, so that a slow moment of the machine hits all of them. One round before
 * them warms the file system's cache and does not count.
 */
export async function measureInTurn(variants: readonly Variant[], rounds: number): Promise<Measured[]> {
  const seconds = new Map(variants.map((variant) => [variant, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const variant of variants) {
      await variant.prepare?.();
      const taken = await variant.run();
      if (round > 0) seconds.get(variant)?.push(taken);
      console.error(`${round === 0 ? 'warm-up' : `round ${round}`}: ${variant.name}: ${taken.toFixed(2)} s`);
    }
  }
  return variants.map((variant) => {
    const all = seconds.get(variant) ?? [];
    return { name: variant.name, seconds: all, median: median(all) };
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

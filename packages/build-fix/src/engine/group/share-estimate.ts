/**
 * How sure a figure is that was counted in a part of a log. The log is cut into cells of `weight` blocks, of which one
 * is read: a stratified sample, whose spread is estimated from how the blocks of one weight differ.
 */
export interface CountEstimate {
  /** Counts one in the block that is being read. */
  count(): void;
  /** Half the width of the 95 % interval around the estimated total. */
  halfWidth(): number;
}

/** The blocks that are read, and how many each stands for. */
export interface BlockClock {
  /** Number of the block that is being read. */
  block: number;
  /** Changes with the weight. */
  stratum: number;
  weight: number;
  /** Blocks of each stratum that have begun, and their weight. */
  strata: { blocks: number; weight: number }[];
}

export function createBlockClock(): BlockClock {
  return { block: 0, stratum: 0, weight: 1, strata: [{ blocks: 0, weight: 1 }] };
}

/** Begins a block that stands for `weight` blocks. */
export function beginBlock(clock: BlockClock, weight: number): void {
  clock.block++;
  let stratum = clock.strata.findIndex((known) => known.weight === weight);
  if (stratum < 0) stratum = clock.strata.push({ blocks: 0, weight }) - 1;
  (clock.strata[stratum] as { blocks: number }).blocks++;
  clock.stratum = stratum;
  clock.weight = weight;
}

export function createCountEstimate(clock: BlockClock): CountEstimate {
  /** Of each stratum: how many were counted, and the sum of the squares of its blocks' counts. */
  const sums: number[] = [];
  const squares: number[] = [];
  let block = 0;
  let stratum = 0;
  let inBlock = 0;

  const closeBlock = (): void => {
    sums[stratum] = (sums[stratum] ?? 0) + inBlock;
    squares[stratum] = (squares[stratum] ?? 0) + inBlock * inBlock;
    inBlock = 0;
  };

  return {
    count() {
      if (clock.block !== block) {
        closeBlock();
        ({ block, stratum } = clock);
      }
      inBlock++;
    },
    halfWidth() {
      closeBlock();
      const variance = clock.strata.reduce((total, { blocks, weight }, index) => {
        return total + varianceOf(blocks, weight, sums[index] ?? 0, squares[index] ?? 0);
      }, 0);
      return 1.96 * Math.sqrt(variance);
    },
  };
}

/** Of the estimate `weight × sum`; a single block tells nothing of how blocks differ and counts as if others had none. */
function varianceOf(blocks: number, weight: number, sum: number, squares: number): number {
  if (weight <= 1 || sum === 0) return 0;
  const spread = blocks > 1 ? (squares - (sum * sum) / blocks) / (blocks - 1) : squares;
  // What occurs once is as uncertain as a rare event, however even the blocks look.
  return weight * weight * (1 - 1 / weight) * Math.max(blocks * spread, Math.min(sum, blocks));
}

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
      const parts = clock.strata.map(({ blocks, weight }, index) => {
        return { blocks, weight, sum: sums[index] ?? 0, squares: squares[index] ?? 0 };
      });
      const sampled = parts.filter(({ weight }) => weight > 1);
      const pooled = spreadOf(sampled.reduce(joined, { blocks: 0, weight: 1, sum: 0, squares: 0 }));
      return 1.96 * Math.sqrt(sampled.reduce((variance, part) => variance + varianceOf(part, pooled), 0));
    },
  };
}

/** The blocks of one weight: how many, and of their counts the sum and the sum of the squares. */
interface Part {
  blocks: number;
  weight: number;
  sum: number;
  squares: number;
}

function joined(a: Part, b: Part): Part {
  return { blocks: a.blocks + b.blocks, weight: 1, sum: a.sum + b.sum, squares: a.squares + b.squares };
}

/** The variance of a block's count. */
function spreadOf({ blocks, sum, squares }: Part): number {
  return blocks > 1 ? Math.max(0, squares - (sum * sum) / blocks) / (blocks - 1) : squares;
}

/** So few blocks tell less of how blocks differ than all do. */
const FEW = 10;

/** Of the estimate `weight × sum`. */
function varianceOf(part: Part, pooled: number): number {
  const { blocks, weight, sum } = part;
  const spread = blocks < FEW ? pooled : spreadOf(part);
  // What was seen a few times is as uncertain as a rare event, however even the blocks look.
  const rare = sum < FEW ? sum : 0;
  return weight * weight * (1 - 1 / weight) * Math.max(blocks * spread, rare);
}

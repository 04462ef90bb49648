/** Which parts of a log that is too large are read. */
export interface ThinOptions {
  /** Bytes at the beginning and at the end that are read whole. Default 32 MiB each. */
  edge?: number;
  /** Bytes of a block. Default 256 KiB. */
  block?: number;
  /** After as many blocks that were read, only half as many of the following are. Default 256. */
  blocksAtRate?: number;
}

/** A log of which only a part is passed on, in order. */
export interface ThinSource {
  /** Whole lines of the blocks that are read. Blocks that do not follow one another have an empty line between them. */
  source: AsyncIterable<Uint8Array>;
  /** Of the whole log. */
  facts(): { bytes: number; lines: number; share: number };
}

interface Block {
  bytes: Uint8Array;
  number: number;
}

/**
 * Passes on the beginning and the end of a log, and between them one block out of 2, then 4, 8 and so on, so that what
 * is read grows with the logarithm of its size. It needs no size in advance. Which block of a cell is read depends on
 * its number alone: the same log gives the same part, and no period of the log falls in step with it.
 *
 * @param onBlock called before a block is passed on, with the number of blocks that it stands for
 */
export function thinSource(
  source: AsyncIterable<Uint8Array>,
  onBlock: (weight: number) => void,
  { edge = 32 << 20, block = 256 << 10, blocksAtRate = 256 }: ThinOptions = {},
): ThinSource {
  const edgeBlocks = Math.ceil(edge / block);
  let bytes = 0;
  let lines = 0;
  let read = 0;
  let passed = -1;

  /** The line that the last block did not end: it is passed on when the block that follows is. */
  let rest: Uint8Array = new Uint8Array();

  const pass = function* ({ bytes: content, number }: Block, weight: number): Generator<Uint8Array> {
    const follows = number === passed + 1;
    const from = follows ? 0 : content.indexOf(NEWLINE) + 1;
    const end = Math.max(content.lastIndexOf(NEWLINE) + 1, from);
    onBlock(weight);
    passed = number;
    read += content.length - from;
    yield follows ? rest : GAP;
    yield content.subarray(from, end);
    rest = content.subarray(end);
  };

  async function* thinned(): AsyncGenerator<Uint8Array> {
    /** The last blocks, which are the end of the log unless more come. */
    const held: Block[] = [];
    const cells = createCells(edgeBlocks, blocksAtRate);
    for await (const content of cutIntoBlocks(source, block)) {
      bytes += content.length;
      lines += countLines(content);
      const number = held.length > 0 ? (held.at(-1) as Block).number + 1 : 0;
      held.push({ bytes: content, number });
      if (held.length <= edgeBlocks) continue;
      const leaving = held.shift() as Block;
      const weight = cells.weightOf(leaving.number);
      if (weight > 0) yield* pass(leaving, weight);
    }
    // The cell that the end cuts off is part of the end.
    for (const last of held) yield* pass(last, 1);
    yield rest;
  }

  return { source: thinned(), facts: () => ({ bytes, lines, share: bytes > 0 ? Math.min(1, read / bytes) : 1 }) };
}

const NEWLINE = 10;
/** Ends what waits for following lines. */
const GAP = Buffer.from('\n');

/** Tells of each block, in order, how many it stands for; 0 for one that is left out. */
function createCells(edgeBlocks: number, blocksAtRate: number): { weightOf(number: number): number } {
  let size = 2;
  let begin = edgeBlocks;
  let chosen = begin + choose(begin, size);
  let cells = 0;
  return {
    weightOf(number) {
      if (number < edgeBlocks) return 1;
      if (number >= begin + size) {
        begin += size;
        if (++cells % blocksAtRate === 0) size *= 2;
        chosen = begin + choose(begin, size);
      }
      return number === chosen ? size : 0;
    },
  };
}

function choose(cell: number, size: number): number {
  let hash = Math.imul(cell ^ (cell >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % size;
}

async function* cutIntoBlocks(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length;) {
      const part = chunk.subarray(from, from + size - filled);
      block.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled < size) continue;
      yield block;
      // The block may be held until the end: it needs memory of its own.
      block = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

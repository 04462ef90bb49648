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
  /** What the next block has of this one's last line. */
  ending: Uint8Array;
}

/**
 * Passes on the beginning and the end of a log, and between them one block out of 2, then 4, 8 and so on, so that what
 * is read grows with the logarithm of its size. It needs no size in advance. Which block of a cell is read depends on
 * the blocks' numbers alone: the same log gives the same part, and no period of the log falls in step with it. A line
 * belongs to the block in which it begins.
 *
 * @param onBlock called before a block is passed on, with the number of blocks that it stands for
 */
export function thinSource(
  source: AsyncIterable<Uint8Array>,
  onBlock: (weight: number) => void,
  { edge = 32 << 20, block = 256 << 10, blocksAtRate = 256 }: ThinOptions = {},
): ThinSource {
  const edgeBlocks = Math.max(1, Math.ceil(edge / block));
  let bytes = 0;
  let lines = 0;
  let read = 0;
  /** The last block that was passed on as a part of an edge. */
  let last: Block | undefined;

  const pass = function* (next: Block, weight: number): Generator<Uint8Array> {
    const follows = next.number === 0 || last?.number === next.number - 1;
    if (!follows) yield* [last?.ending ?? NOTHING, GAP];
    const content = follows ? next.bytes : next.bytes.subarray(firstLineOf(next.bytes).length);
    onBlock(weight);
    read += content.length;
    yield content;
    if (weight > 1) yield next.ending;
    last = weight > 1 ? undefined : next;
  };

  async function* thinned(): AsyncGenerator<Uint8Array> {
    /** The last blocks, which are the end of the log unless more come. */
    const held: Block[] = [];
    const cell = createCell(blocksAtRate);
    for await (const content of cutIntoBlocks(source, block)) {
      bytes += content.length;
      lines += countLines(content);
      const before = held.at(-1);
      if (before) before.ending = firstLineOf(content).slice();
      held.push({ bytes: content, number: before ? before.number + 1 : 0, ending: NOTHING });
      if (held.length <= edgeBlocks) continue;
      const leaving = held.shift() as Block;
      if (leaving.number < edgeBlocks) yield* pass(leaving, 1);
      else if (cell.offer(leaving)) yield* pass(cell.chosen(), cell.close());
    }
    // The end cuts the last cell off: its block stands for those that it has.
    if (cell.count() > 0) yield* pass(cell.chosen(), cell.close());
    for (const each of held) yield* pass(each, 1);
  }

  return { source: thinned(), facts: () => ({ bytes, lines, share: bytes > 0 ? Math.min(1, read / bytes) : 1 }) };
}

const NEWLINE = 10;
const NOTHING = new Uint8Array();
/** Ends what waits for following lines. */
const GAP = Buffer.from('\n');

/** Up to the first line end; all of it where there is none. */
function firstLineOf(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(NEWLINE);
  return end < 0 ? bytes : bytes.subarray(0, end + 1);
}

/** Blocks that follow one another, of which one is chosen, each with the same chance. */
function createCell(blocksAtRate: number) {
  let size = 2;
  let cells = 0;
  let count = 0;
  let chosen: Block | undefined;
  return {
    count: () => count,
    chosen: () => chosen as Block,
    /** @returns whether the cell is full */
    offer(block: Block): boolean {
      count++;
      if (mixNumber(block.number) % count === 0) chosen = block;
      return count === size;
    },
    /** @returns how many blocks it had */
    close(): number {
      const had = count;
      count = 0;
      if (++cells % blocksAtRate === 0) size *= 2;
      return had;
    },
  };
}

function mixNumber(number: number): number {
  let hash = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
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

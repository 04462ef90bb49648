/**
 * An automaton that finds any of many texts in one pass over bytes (Aho and Corasick, 1975), made for one loop: a step is
 * one look into a table, and line ends are found by the same comparison as hits. Its speed does not depend on how many
 * texts there are, as long as the table is in the cache: so bytes that no text has are one class, and states are short.
 */
export interface Automaton {
  /** The class of each byte. */
  readonly classes: Uint8Array;
  /** The next state of `(state << shift) | class`. The first is 0. */
  readonly table: Uint16Array;
  readonly shift: number;
  /** States from here on mean something: a hit, or {@link Automaton.newline}. */
  readonly acceptFrom: number;
  /** The state after a line feed; from there it goes on as from the first. */
  readonly newline: number;
  /** What is found in a state of those from {@link Automaton.acceptFrom}, by `state - acceptFrom`; sorted. */
  readonly found: readonly (readonly number[])[];
}

/**
 * @param texts plain texts without line ends, each with the number that is told when it is found; several texts may have
 *   one number, and one text several
 */
export function buildAutomaton(texts: readonly (readonly [text: string, id: number])[]): Automaton {
  const patterns = texts.map(([text, id]) => ({ bytes: Buffer.from(text, 'utf8'), id }));
  const { classes, width } = classify(patterns.map(({ bytes }) => bytes));
  const { next, found } = buildTrie(patterns, classes, width);
  const count = found.length;
  if (count >= MOST_STATES) throw new RangeError(`The texts of all formats have more than ${MOST_STATES} states.`);
  // States that mean nothing first, so that one comparison tells them apart.
  const order = [...found.keys()].sort((a, b) => Number(found[a]!.size > 0) - Number(found[b]!.size > 0) || a - b);
  const place = new Uint16Array(count);
  order.forEach((state, index) => (place[state] = index));
  const newline = count;
  const shift = Math.ceil(Math.log2(width));
  const table = new Uint16Array((count + 1) << shift);
  for (let state = 0; state < count; state++) {
    const row = place[state]! << shift;
    for (let of = 0; of < width; of++) table[row + of] = place[next[state * width + of]!]!;
    table[row + classes[LF]!] = newline;
  }
  // The first state has no text, so it stays the first.
  table.copyWithin(newline << shift, 0, 1 << shift);
  const accepting = order.filter((state) => found[state]!.size > 0);
  return {
    classes,
    table,
    shift,
    acceptFrom: count - accepting.length,
    newline,
    found: accepting.map((state) => [...found[state]!].sort((a, b) => a - b)),
  };
}

const LF = 10;
const MOST_STATES = 0xffff;

/** One class for each byte that is in a text or ends a line, 0 for all others. */
function classify(texts: readonly Uint8Array[]): { classes: Uint8Array; width: number } {
  const used = new Set([LF, ...texts.flatMap((bytes) => [...bytes])]);
  const classes = new Uint8Array(256);
  // When all bytes are used there are no others.
  const first = used.size < 256 ? 1 : 0;
  [...used].sort((a, b) => a - b).forEach((byte, index) => (classes[byte] = index + first));
  return { classes, width: used.size + first };
}

interface Trie {
  /** The next state for each class, complete. */
  next: Uint32Array;
  found: Set<number>[];
}

function buildTrie(patterns: readonly { bytes: Uint8Array; id: number }[], classes: Uint8Array, width: number): Trie {
  const most = patterns.reduce((sum, { bytes }) => sum + bytes.length, 1);
  const next = new Uint32Array(most * width);
  const found: Set<number>[] = [new Set()];
  for (const { bytes, id } of patterns) {
    let state = 0;
    for (const byte of bytes) {
      const at = state * width + classes[byte]!;
      if (next[at] === 0) {
        next[at] = found.length;
        found.push(new Set());
      }
      state = next[at]!;
    }
    if (state !== 0) found[state]!.add(id);
  }
  linkFailures(next, found, width);
  return { next, found };
}

/** Completes the table: where a text does not go on, the longest end of it that begins another text does. */
function linkFailures(next: Uint32Array, found: Set<number>[], width: number): void {
  const failure = new Uint32Array(found.length);
  const queue: number[] = [];
  for (let of = 0; of < width; of++) if (next[of] !== 0) queue.push(next[of]!);
  for (const state of queue) {
    const back = failure[state]!;
    for (const id of found[back]!) found[state]!.add(id);
    for (let of = 0; of < width; of++) {
      const at = state * width + of;
      const target = next[at]!;
      if (target === 0) next[at] = next[back * width + of]!;
      else {
        failure[target] = next[back * width + of]!;
        queue.push(target);
      }
    }
  }
}

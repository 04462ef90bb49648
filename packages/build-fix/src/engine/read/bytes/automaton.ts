/**
 * An automaton that finds any of many texts in one pass over bytes (Aho and Corasick, 1975), made for one loop: a step is
 * one look into a table, and line ends are found by the same comparison as hits. Its speed does not depend on how many
 * texts there are.
 */
export interface Automaton {
  /** The next state of `state + byte`. States are multiples of 256, the first is 0. */
  readonly table: Uint32Array;
  /** States from here on mean something: a hit, or {@link Automaton.newline}. */
  readonly acceptFrom: number;
  /** The state after a line feed; from there it goes on as from the first. */
  readonly newline: number;
  /** What is found in a state of those from {@link Automaton.acceptFrom}, by `(state - acceptFrom) / 256`; sorted. */
  readonly found: readonly (readonly number[])[];
}

/**
 * @param texts plain texts without line ends, each with the number that is told when it is found; several texts may have
 *   one number, and one text several
 */
export function buildAutomaton(texts: readonly (readonly [text: string, id: number])[]): Automaton {
  const trie = buildTrie(texts);
  const { next, found } = trie;
  const count = found.length;
  // States that mean nothing first, so that one comparison tells them apart.
  const order = [...found.keys()].sort((a, b) => Number(found[a]!.size > 0) - Number(found[b]!.size > 0) || a - b);
  const place = new Uint32Array(count);
  order.forEach((state, index) => (place[state] = index * 256));
  const newline = count * 256;
  const table = new Uint32Array((count + 1) * 256);
  for (let state = 0; state < count; state++) {
    const row = place[state]!;
    for (let byte = 0; byte < 256; byte++) table[row + byte] = place[next[state * 256 + byte]!]!;
    table[row + LF] = newline;
  }
  // The first state has no text, so it stays the first.
  table.copyWithin(newline, 0, 256);
  const accepting = order.filter((state) => found[state]!.size > 0);
  return {
    table,
    acceptFrom: (count - accepting.length) * 256,
    newline,
    found: accepting.map((state) => [...found[state]!].sort((a, b) => a - b)),
  };
}

const LF = 10;

interface Trie {
  /** The next state for each byte, 256 a state, complete. */
  next: Uint32Array;
  found: Set<number>[];
}

function buildTrie(texts: readonly (readonly [text: string, id: number])[]): Trie {
  const patterns = texts.map(([text, id]) => ({ bytes: Buffer.from(text, 'utf8'), id }));
  const most = patterns.reduce((sum, { bytes }) => sum + bytes.length, 1);
  const next = new Uint32Array(most * 256);
  const found: Set<number>[] = [new Set()];
  for (const { bytes, id } of patterns) {
    let state = 0;
    for (const byte of bytes) {
      const at = state * 256 + byte;
      if (next[at] === 0) {
        next[at] = found.length;
        found.push(new Set());
      }
      state = next[at]!;
    }
    if (state !== 0) found[state]!.add(id);
  }
  linkFailures(next, found);
  return { next, found };
}

/** Completes the table: where a text does not go on, the longest end of it that begins another text does. */
function linkFailures(next: Uint32Array, found: Set<number>[]): void {
  const failure = new Uint32Array(found.length);
  const queue: number[] = [];
  for (let byte = 0; byte < 256; byte++) if (next[byte] !== 0) queue.push(next[byte]!);
  for (const state of queue) {
    const back = failure[state]!;
    for (const id of found[back]!) found[state]!.add(id);
    for (let byte = 0; byte < 256; byte++) {
      const at = state * 256 + byte;
      const target = next[at]!;
      if (target === 0) next[at] = next[back * 256 + byte]!;
      else {
        failure[target] = next[back * 256 + byte]!;
        queue.push(target);
      }
    }
  }
}

/** Counts distinct names: exactly as long as there is room for them, from then on by an estimate of about 2 %. */
export interface NameCounter {
  /** @returns whether the name may be new: for certain while `exact` */
  add(name: string): boolean;
  count(): number;
  readonly exact: boolean;
}

/** Names that may be kept, for all counters together. */
export interface Room {
  left: number;
}

/**
 * @param most as many names one counter keeps before it estimates
 */
export function createNameCounter(most: number, room: Room): NameCounter {
  let names: Set<string> | undefined = new Set();
  let sketch: Uint8Array | undefined;
  return {
    get exact() {
      return names !== undefined;
    },
    add(name) {
      if (names === undefined) return addToSketch(sketch as Uint8Array, name);
      if (names.has(name)) return false;
      if (names.size < most && room.left > 0) {
        room.left--;
        names.add(detach(name));
        return true;
      }
      sketch = new Uint8Array(REGISTERS);
      for (const known of names) addToSketch(sketch, known);
      room.left += names.size;
      names = undefined;
      addToSketch(sketch, name);
      return true;
    },
    count: () => names?.size ?? Math.round(estimate(sketch as Uint8Array)),
  };
}

/** A copy that does not keep alive the chunk of the log that the text is a slice of. */
export function detach(text: string): string {
  return text.length < 13 ? text : (' ' + text).slice(1);
}

// HyperLogLog with 32-bit hashes and the estimator of Ertl, "New cardinality estimation algorithms for HyperLogLog
// sketches" (2017), algorithm 6, which needs no correction of its bias.
const BITS = 11;
const REGISTERS = 1 << BITS;
const RANKS = 32 - BITS;

function addToSketch(sketch: Uint8Array, name: string): boolean {
  const hash = mix(name);
  const register = hash >>> RANKS;
  const rank = Math.min(Math.clz32(hash << BITS), RANKS) + 1;
  if ((sketch[register] as number) >= rank) return false;
  sketch[register] = rank;
  return true;
}

function estimate(sketch: Uint8Array): number {
  const counts = new Array<number>(RANKS + 2).fill(0);
  for (const rank of sketch) counts[rank] = (counts[rank] ?? 0) + 1;
  let z = REGISTERS * tau((REGISTERS - (counts[RANKS + 1] as number)) / REGISTERS);
  for (let rank = RANKS; rank >= 1; rank--) z = (z + (counts[rank] as number)) / 2;
  z += REGISTERS * sigma((counts[0] as number) / REGISTERS);
  return (REGISTERS * REGISTERS) / (2 * Math.LN2) / z;
}

function sigma(start: number): number {
  if (start === 1) return Infinity;
  let [x, y, z, before] = [start, 1, start, -1];
  while (z !== before) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(start: number): number {
  if (start === 0 || start === 1) return 0;
  let [x, y, z, before] = [start, 1, 1 - start, -1];
  while (z !== before) {
    x = Math.sqrt(x);
    before = z;
    y /= 2;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}

/** FNV-1a, then the finalizer of MurmurHash3, whose bits are independent enough for a sketch. */
export function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

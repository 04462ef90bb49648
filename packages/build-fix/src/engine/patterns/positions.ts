import { type AST, RegExpParser } from '@eslint-community/regexpp';

/**
 * A pattern as an automaton without empty steps (Glushkov): one position for each place of the pattern that takes a
 * character, and from each the positions that may take the next one.
 */
export interface Positions {
  /** What each position takes. */
  sets: readonly CharacterSet[];
  /** For each position those that may follow, with the number of ways in which it comes about. */
  follow: readonly ReadonlyMap<number, number>[];
}

/** ASCII characters as bits of four words, and a fifth for all others. */
export type CharacterSet = Uint32Array;

export function intersect(a: CharacterSet, b: CharacterSet): boolean {
  return a.some((word, index) => (word & (b[index] ?? 0)) !== 0);
}

/** A part of a pattern: which positions can come first and last in it, and whether it may take nothing. */
interface Part {
  first: readonly number[];
  last: readonly number[];
  isEmpty: boolean;
}

const EMPTY: Part = { first: [], last: [], isEmpty: true };
/** The end of the text: nothing is taken after it. */
const END: Part = { first: [], last: [], isEmpty: false };

/** Copies of a counted part beyond these are taken as any number of it. */
const MAX_COPIES = 8;
/** A pattern with more positions is not written by a person. */
const MAX_POSITIONS = 4000;

/** @throws SyntaxError for a text that is no regular expression */
export function toPositions(text: string, flags: string): Positions {
  const parser = new RegExpParser({ ecmaVersion: 2024 });
  const pattern = parser.parsePattern(text, 0, text.length, { unicode: flags.includes('u'), unicodeSets: false });
  const sets: CharacterSet[] = [];
  const follow: Map<number, number>[] = [];
  const setOf = createSets(flags);

  const add = (raw: string): Part => {
    const position = sets.push(setOf(raw)) - 1;
    if (position > MAX_POSITIONS) throw new SyntaxError('it is too long');
    follow.push(new Map());
    return { first: [position], last: [position], isEmpty: false };
  };
  const link = (last: readonly number[], first: readonly number[]): void => {
    for (const from of last) {
      const ways = follow[from];
      for (const to of first) ways?.set(to, (ways.get(to) ?? 0) + 1);
    }
  };
  const sequence = (a: Part, b: Part): Part => {
    link(a.last, b.first);
    return {
      first: a.isEmpty ? [...a.first, ...b.first] : a.first,
      last: b.isEmpty ? [...b.last, ...a.last] : b.last,
      isEmpty: a.isEmpty && b.isEmpty,
    };
  };
  const choose = (alternatives: readonly AST.Alternative[]): Part => {
    const parts = alternatives.map(({ elements }) => elements.map(read).reduce(sequence, EMPTY));
    return {
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
      isEmpty: parts.some(({ isEmpty }) => isEmpty),
    };
  };
  const repeat = ({ element, min, max }: AST.Quantifier): Part => {
    const isLoop = max > MAX_COPIES;
    const copies = isLoop ? Math.max(1, Math.min(min, MAX_COPIES)) : max;
    let all = EMPTY;
    for (let copy = 0; copy < copies; copy++) {
      const part = read(element);
      if (isLoop && copy === copies - 1) link(part.last, part.first);
      all = sequence(all, copy < min ? part : { ...part, isEmpty: true });
    }
    return all;
  };
  const read = (element: AST.Element): Part => {
    switch (element.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return add(element.raw);
      case 'Quantifier':
        return repeat(element);
      case 'Group':
      case 'CapturingGroup':
        return choose(element.alternatives);
      case 'Assertion':
        // What looks around is matched by itself: its positions are there, and lead nowhere.
        if (element.kind === 'lookahead' || element.kind === 'lookbehind') choose(element.alternatives);
        return element.kind === 'end' && !flags.includes('m') ? END : EMPTY;
      default:
        // A reference to a group: it takes one text at a time, so it adds no choice.
        return EMPTY;
    }
  };
  choose(pattern.alternatives);
  return { sets, follow };
}

/** What a character, class or escape takes, found by asking the engine itself. */
function createSets(flags: string): (raw: string) => CharacterSet {
  const known = new Map<string, CharacterSet>();
  return (raw) => {
    let set = known.get(raw);
    if (!set) {
      set = new Uint32Array(5);
      const one = new RegExp(`^(?:${raw})$`, flags.replace(/[gym]/g, ''));
      for (let code = 0; code < 128; code++) {
        if (one.test(String.fromCharCode(code))) set[code >> 5] = (set[code >> 5] ?? 0) | (1 << (code & 31));
      }
      if (OTHERS.some((character) => one.test(character))) set[4] = 1;
      known.set(raw, set);
    }
    return set;
  };
}

/** Letters, blanks and signs beyond ASCII. */
const OTHERS = ['é', 'Ж', '漢', '\u00A0', '→', '│', '\uFEFF'];

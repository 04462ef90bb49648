import { buildAutomaton, type Automaton } from '../bytes/automaton.js';
import type { CompiledEntry, CompiledFormats } from '../format/types.js';
import { JSON_LITERALS } from '../json/reports.js';
import { HEADING_LITERALS } from './prefixes.js';

/** What a line may be, by the literals in it. */
export interface Candidates {
  /** In the order in which they are asked. */
  entries: readonly CompiledEntry[];
  /** A heading of Nx. */
  isHeading: boolean;
  /** A part of a JSON report. */
  isJson: boolean;
}

/** The search for the literals of all formats at once. */
export interface Prefilter {
  automaton: Automaton;
  /** What a line may be in which the automaton was in these states. */
  candidates(this: void, states: readonly number[]): Candidates;
}

const NONE: Candidates = { entries: [], isHeading: false, isJson: false };

/** Building the automaton takes longer than reading a short log. */
const built = new WeakMap<CompiledFormats, Prefilter>();

/** The search for all formats; the same formats give the same one. */
export function prefilterOf(formats: CompiledFormats | undefined): Prefilter {
  const known = formats && built.get(formats);
  if (known) return known;
  const prefilter = createPrefilter(formats);
  if (formats) built.set(formats, prefilter);
  return prefilter;
}

function createPrefilter(formats: CompiledFormats | undefined): Prefilter {
  const entries = (formats?.formats ?? []).flatMap((format) => format.entries);
  const heading = entries.length;
  const json = heading + 1;
  const automaton = buildAutomaton([
    ...entries.flatMap(({ literals }, id) => literals.map((literal) => [literal, id] as const)),
    ...HEADING_LITERALS.map((literal) => [literal, heading] as const),
    ...JSON_LITERALS.map((literal) => [literal, json] as const),
  ]);
  const foundIn = (state: number): readonly number[] => automaton.found[state - automaton.acceptFrom] ?? [];
  const toCandidates = (ids: readonly number[]): Candidates => ({
    entries: ids.filter((id) => id < heading).map((id) => entries[id]!),
    isHeading: ids.includes(heading),
    isJson: ids.includes(json),
  });
  // Few combinations make up a log.
  const known = new Map<number | string, Candidates>();

  return {
    automaton,
    candidates(states) {
      if (states.length === 0) return NONE;
      const key = states.length === 1 ? states[0]! : states.join();
      let candidates = known.get(key);
      if (!candidates) {
        candidates = toCandidates([...new Set(states.flatMap(foundIn))].sort((a, b) => a - b));
        if (known.size < 10_000) known.set(key, candidates);
      }
      return candidates;
    },
  };
}

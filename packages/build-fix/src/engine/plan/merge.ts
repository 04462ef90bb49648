import { type Span, spansConflict, spansOverlap } from '@hone/core/edits';
import type { LogEntry } from '../types.js';
import { canBeShared, isWholeLines } from './apply-fixes.js';
import type { Choice, Texts } from './choice.js';
import { narrowChoice } from './narrow.js';

/** A choice that was taken. */
export interface Taken {
  choice: Choice;
  /** From 1. */
  pass: number;
}

/** A choice that stands in the way of one that is preferred. */
export interface Lost {
  choice: Choice;
  /** The one that stands in its way; absent when the passes were used up. */
  winner?: Choice;
}

/** What was taken of a list of choices. */
export interface Merged {
  taken: Taken[];
  lost: Lost[];
  /** All entries that something taken answers. */
  answered: ReadonlySet<LogEntry>;
}

/** Takes choices one after the other, those of an earlier call before those of a later one. */
export interface Merger {
  /**
   * Takes what goes together. Choices whose outcome depends on the order in which they are applied (two that insert at one
   * place) are taken one in each pass; one that touches the characters of another is lost, since what it was made for is
   * gone; one whose entries are answered already is not needed.
   *
   * @param choices the preferred first
   */
  take(choices: readonly Choice[]): Merged;
}

/** @param maxPasses how often those that were left are looked at again */
export function createMerger(texts: Texts, maxPasses: number): Merger {
  const state = new Files(texts);
  const answered = new Set<LogEntry>();
  return {
    take(choices) {
      const merged: Merged = { taken: [], lost: [], answered };
      let open = choices;
      for (let pass = 1; pass <= maxPasses && open.length > 0; pass++) {
        const before = merged.taken.length;
        open = takePass(open, pass, state, merged, answered);
        if (merged.taken.length === before) break;
      }
      const unanswered = open.filter((choice) => isNeeded(choice, answered));
      merged.lost.push(...unanswered.map((choice) => ({ choice })));
      return merged;
    },
  };
}

/** @returns those that may fit in a later pass */
function takePass(
  open: readonly Choice[],
  pass: number,
  state: Files,
  merged: Merged,
  answered: Set<LogEntry>,
): Choice[] {
  const later: Choice[] = [];
  for (const choice of open) {
    if (!isNeeded(choice, answered)) continue;
    const hit = state.meets(choice, pass);
    const fitting = hit ? state.fit(choice, hit) : choice;
    if (fitting) {
      state.add(fitting, pass);
      for (const entry of choice.answers) answered.add(entry);
      merged.taken.push({ choice: fitting, pass });
    } else if (hit === 'later') later.push(choice);
    else if (hit) merged.lost.push({ choice, winner: hit.taken });
  }
  return later;
}

function isNeeded(choice: Choice, answered: ReadonlySet<LogEntry>): boolean {
  return choice.answers.some((entry) => !answered.has(entry));
}

/** An edit of a taken choice. */
interface PlacedSpan extends Span {
  pass: number;
  taken: Choice;
}

/** A taken choice that stands in the way. */
interface Hit {
  taken: Choice;
}

/**
 * How two edits that do not touch the same characters stand to each other: apart, one replacement that both make, or an
 * insertion at the place of the other, where their order counts.
 */
type Relation = 'free' | 'shared' | 'beside';

/** What the taken choices do to each file. */
class Files {
  readonly #spans = new Map<string, PlacedSpan[]>();
  readonly #creates = new Map<string, { text: string; taken: Choice }>();
  readonly #deletes = new Map<string, Choice>();
  /** What taken choices use in their own way. */
  readonly #exclusive = new Map<string, { use: string; taken: Choice }>();

  constructor(private readonly texts: Texts) {}

  /** What of the taken stands in the way of a choice: for good, or in this pass alone. */
  meets(choice: Choice, pass: number): Hit | 'later' | undefined {
    const whole = this.#meetsRival(choice) ?? this.#meetsWhole(choice);
    if (whole) return whole;
    const found: Record<Relation, Set<Choice>> = { free: new Set(), shared: new Set(), beside: new Set() };
    let later = false;
    for (const [file, spans] of choice.spans) {
      for (const span of spans) {
        for (const other of neighboursOf(this.#spans.get(file) ?? [], span)) {
          const relation = this.#relation(file, span, other);
          if (relation === 'blocked') return { taken: other.taken };
          found[relation].add(other.taken);
          if (relation === 'beside' && other.pass === pass) later = true;
        }
      }
    }
    // Both rewrite one thing and put something of their own into it: what they have in common would stand there twice.
    const taken = [...found.shared].find((each) => found.beside.has(each));
    if (taken) return { taken };
    return later ? 'later' : undefined;
  }

  /**
   * A choice that meets a taken one, cut down to the lines that it changes, if these are apart from all that is taken: lines
   * between that stay have to be there, so that nothing that moves is changed where it was.
   */
  fit(choice: Choice, hit: Hit | 'later'): Choice | undefined {
    if (hit === 'later' || this.#meetsRival(choice) || this.#meetsWhole(choice)) return undefined;
    const narrow = narrowChoice(choice, this.texts);
    if (!narrow) return undefined;
    for (const [file, spans] of narrow.spans) {
      for (const span of spans) {
        const [neighbour] = neighboursOf(this.#spans.get(file) ?? [], span);
        if (neighbour) return undefined;
      }
    }
    return narrow;
  }

  /** What uses something in another way. */
  #meetsRival({ candidate: { exclusive = {} } }: Choice): Hit | undefined {
    for (const [name, use] of Object.entries(exclusive)) {
      const rival = this.#exclusive.get(name);
      if (rival && rival.use !== use) return rival;
    }
    return undefined;
  }

  /** Files that are made or go away as a whole. */
  #meetsWhole({ creates, deletes, spans }: Choice): Hit | undefined {
    for (const [file, text] of creates) {
      const other = this.#creates.get(file);
      if (other && other.text !== text) return other;
    }
    for (const file of deletes) {
      const [edit] = this.#spans.get(file) ?? [];
      if (edit) return edit;
    }
    for (const file of spans.keys()) {
      const taken = this.#deletes.get(file);
      if (taken) return { taken };
    }
    return undefined;
  }

  #relation(file: string, span: Span, other: PlacedSpan): Relation | 'blocked' {
    if (!spansConflict(span, other) && !isSame(span, other)) return 'free';
    const text = this.texts.read(file) ?? '';
    if (isSame(span, other) && canBeShared(span, text)) return isWholeLines(span, text) ? 'free' : 'shared';
    if (spansOverlap(span, other)) return 'blocked';
    return isWholeLines(span, text) && isWholeLines(other, text) ? 'free' : 'beside';
  }

  add(choice: Choice, pass: number): void {
    for (const [name, use] of Object.entries(choice.candidate.exclusive ?? {})) {
      this.#exclusive.set(name, { use, taken: choice });
    }
    for (const [file, spans] of choice.spans) {
      const known = this.#spans.get(file);
      const placed = spans.map((span): PlacedSpan => ({ ...span, pass, taken: choice }));
      if (!known) this.#spans.set(file, placed);
      else {
        const isBehind = known.at(-1)!.end <= placed[0]!.start;
        known.push(...placed);
        if (!isBehind) known.sort((a, b) => a.start - b.start || a.end - b.end);
      }
    }
    for (const [file, text] of choice.creates) this.#creates.set(file, { text, taken: choice });
    for (const file of choice.deletes) this.#deletes.set(file, choice);
  }
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end && a.newText === b.newText;
}

/** Those of sorted spans, none of which overlap, that a span can touch. */
function* neighboursOf(sorted: readonly PlacedSpan[], span: Span): Generator<PlacedSpan> {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.end < span.start) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < sorted.length && sorted[at]!.start <= span.end; at++) yield sorted[at]!;
}

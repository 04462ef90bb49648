import { groupsOf, isPart, type Said } from '../format/groups.js';
import type { CompiledEntry, CompiledThen } from '../format/types.js';

/** An entry of which more lines may come. */
export interface OpenEntry {
  readonly entry: CompiledEntry;
  /** Line of the log at which it began. */
  readonly logLine: number;
  readonly said: Said;
  readonly frames: Said[];
  readonly related: Said[];
  /** Those of its `then` that are used up. */
  readonly used: Set<CompiledThen>;
  lines: number;
}

export function beginEntry(entry: CompiledEntry, said: Said, logLine: number): OpenEntry {
  return { entry, logLine, said, frames: [], related: [], used: new Set(), lines: 1 };
}

/** Whether lines after its first can belong to it. */
export function isLong({ then, until }: CompiledEntry): boolean {
  return then.length > 0 || until !== undefined;
}

/**
 * What became of a line. `taken`: it belongs to the entry. `last`: as well, and ends it. `passed`: the entry goes on past
 * it, unless it begins another. `refused`: the entry ended before it.
 */
export type Outcome = 'taken' | 'last' | 'passed' | 'refused';

/** Offers a line to an open entry. */
export function offerLine(open: OpenEntry, text: string): Outcome {
  const { entry } = open;
  if (open.lines >= entry.maxLines) return 'refused';
  for (const then of entry.then) {
    if ((then.once && open.used.has(then)) || (then.unless !== undefined && open.said[then.unless])) continue;
    const match = then.pattern.exec(text);
    if (!match) continue;
    const said = groupsOf(match, then.pattern);
    if (!then.same.every((name) => said[name] === open.said[name])) continue;
    open.lines++;
    if (then.once) open.used.add(then);
    addTo(open, then, said, match[0]);
    return then.end ? 'last' : 'taken';
  }
  if (entry.until === undefined || entry.until.test(text)) return 'refused';
  open.lines++;
  return 'passed';
}

/** Bounds for what one entry keeps, whatever a log does. */
const MAX_TEXT = 16_384;
const MAX_PLACES = 64;

function addTo(open: OpenEntry, then: CompiledThen, said: Said, line: string): void {
  switch (then.add) {
    case 'message':
      open.said.message = append(open.said.message, said.more ?? said.message ?? line, '\n');
      break;
    case 'hint':
      open.said.hint = append(open.said.hint, (said.more ?? said.hint ?? said.message ?? line).trim(), ' ');
      break;
    case 'location':
      for (const name in said) open.said[name] ??= said[name];
      return;
    case 'set':
      Object.assign(open.said, said);
      return;
    case 'frame':
      // The innermost frames are at one end: the middle of a deep stack is what can go.
      if (open.frames.length >= MAX_PLACES) open.frames.splice(MAX_PLACES / 2, 1);
      open.frames.push(said);
      break;
    case 'related':
      if (open.related.length < MAX_PLACES) open.related.push(said);
      break;
    case 'nothing':
      break;
  }
  for (const name in said) if (!isPart(name) || name === 'rule') open.said[name] ??= said[name];
}

function append(text: string | undefined, more: string, separator: string): string {
  if (text === undefined || text === '') return more;
  return text.length > MAX_TEXT ? text : `${text}${separator}${more}`;
}

import type { LogEntry } from '../../types.js';
import { groupsOf, type Said } from '../format/groups.js';
import type { CompiledEntry } from '../format/types.js';
import { beginEntry, isLong, offerLine, type OpenEntry } from './collect-lines.js';
import type { PositionOf } from '../position.js';
import { type PlaceContext, toLogEntry } from './to-entry.js';

/** A line of a log, without prefix, escape sequences and line end. */
export interface Line {
  text: string;
  /** 1-based line of the log. */
  number: number;
  /** Where it starts in the bytes that were read. */
  offset: number;
}

/** The lines of a lane before a line, the nearest first. */
export type LinesAbove = (line: Line) => Iterable<Line>;

/** What a lane's reader needs of its surroundings. */
export interface TextContext {
  /** Resolves against the folders that the log said it is in. */
  resolve(this: void, name: string, directory: string | undefined): string | undefined;
  position: PositionOf;
  onEntry(this: void, entry: LogEntry): void;
  above: LinesAbove;
}

/** Turns the lines of one lane (one task's output) into entries. */
export interface TextReader {
  /** Whether lines that no literal is in may belong to an entry. */
  readonly isOpen: boolean;
  /** The task whose output it is. */
  task: string | undefined;
  /** @param candidates entries of which a literal is in the line, in the order in which they are asked */
  line(this: void, line: Line, candidates: readonly CompiledEntry[]): void;
  /** No line of what is open comes any more. */
  end(this: void): void;
}

interface Waiting {
  open: OpenEntry;
  /** What is read again without it, when it turns out to be no entry. */
  lines: { line: Line; candidates: readonly CompiledEntry[] }[] | undefined;
}

export function createTextReader(context: TextContext): TextReader {
  let waiting: Waiting | undefined;
  const folders: string[] = [];
  /** Headings that were found, and the last line for which they hold. */
  const headings = new Map<string, { until: number; said: Said | undefined }>();

  const reader: TextReader = {
    task: undefined,
    get isOpen() {
      return waiting !== undefined;
    },
    line(line, candidates) {
      // Closing one may open another, when its lines are read again without it.
      while (waiting) {
        const { open, lines } = waiting;
        const outcome = offerLine(open, line.text);
        const stays = outcome === 'passed' && !begins(line, candidates);
        if (stays || outcome === 'taken' || outcome === 'last') lines?.push({ line, candidates });
        if (stays || outcome === 'taken') return;
        close(waiting);
        if (outcome === 'last') return;
      }
      start(line, candidates, 0);
    },
    end() {
      while (waiting) close(waiting);
    },
  };

  const placeContext: PlaceContext = {
    resolve: (name) => context.resolve(name, folders.at(-1)),
    position: context.position,
  };

  /** What lacks a required part was no entry: its lines go to the formats after it. */
  function close({ open, lines }: Waiting): void {
    waiting = undefined;
    if (emit(open) || !lines) return;
    const [first, ...rest] = lines;
    start(first!.line, first!.candidates, first!.candidates.indexOf(open.entry) + 1);
    for (const { line, candidates } of rest) reader.line(line, candidates);
  }

  function emit(open: OpenEntry): boolean {
    placeContext.task = reader.task;
    const entry = toLogEntry(open, placeContext);
    if (entry) context.onEntry(entry);
    return entry !== undefined;
  }

  function begins({ text }: Line, candidates: readonly CompiledEntry[]): boolean {
    return candidates.some(({ pattern }) => pattern.test(text));
  }

  function start(line: Line, candidates: readonly CompiledEntry[], from: number): void {
    for (let at = from; at < candidates.length; at++) {
      const entry = candidates[at]!;
      const match = entry.pattern.exec(line.text);
      if (!match) continue;
      const said = groupsOf(match, entry.pattern);
      if (entry.directory !== undefined) return changeDirectory(entry.directory, said.directory);
      if (entry.above) {
        const heading = headingOf(line, entry, entry.above);
        for (const name in heading) said[name] ??= heading[name];
      }
      const open = beginEntry(entry, said, line.number);
      if (isLong(entry)) {
        waiting = { open, lines: entry.require.length === 0 ? undefined : [{ line, candidates }] };
        return;
      }
      if (emit(open)) return;
    }
  }

  function changeDirectory(how: 'enter' | 'leave', directory: string | undefined): void {
    if (how === 'enter' && directory !== undefined) folders.push(directory);
    else if (how === 'leave') folders.pop();
  }

  /** The heading above an entry. Entries below one heading come together, so mostly the line above has found it. */
  function headingOf(
    line: Line,
    { format }: CompiledEntry,
    { pattern, between }: NonNullable<CompiledEntry['above']>,
  ): Said | undefined {
    const key = `${format.id} ${pattern.source}`;
    const known = headings.get(key);
    let said: Said | undefined;
    for (const above of context.above(line)) {
      if (known && above.number <= known.until) {
        said = known.said;
        break;
      }
      const match = pattern.exec(above.text);
      if (match) {
        said = groupsOf(match, pattern);
        break;
      }
      const isBetween = between?.test(above.text) ?? false;
      if (!isBetween && !format.entries.some((it) => it.pattern.test(above.text))) break;
    }
    headings.set(key, { until: line.number, said });
    return said;
  }

  return reader;
}

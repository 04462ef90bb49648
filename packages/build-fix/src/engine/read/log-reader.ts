import { afterReturns } from './carriage-returns.js';
import { createLineScanner, type LineHandler, type LineScanner } from './bytes/line-scanner.js';
import { createFileResolver } from './resolve.js';
import { createPrefilter } from './text/candidates.js';
import { createPrefixes, nxHeading } from './text/prefixes.js';
import { createTextReader, type Line, type TextReader } from './text/text-reader.js';
import type { LogStats, ReadStreamOptions } from './types.js';

/** Reads a log whose bytes come in pieces. */
export interface LogReader {
  write(this: void, chunk: Uint8Array): void;
  end(this: void): LogStats;
}

/** The output of one task, or what has no prefix. */
interface Lane {
  key: string;
  reader: TextReader;
}

/** How far up a heading is looked for. */
const MAX_ABOVE = 1000;
/** A log that names more tasks than this has something else that looks like them. */
const MAX_LANES = 1000;
/** Of a longer line the start is read. */
const MAX_LINE = 1 << 16;

export function createLogReader(options: ReadStreamOptions): LogReader {
  const resolve = options.resolve ?? createFileResolver({ workspaceRoot: options.workspaceRoot });
  const prefilter = createPrefilter(options.formats);
  const prefixes = createPrefixes(options.tasks ?? []);
  const lanes = new Map<string, Lane>();
  const main = addLane('');
  /** Lanes in which more lines of an entry may come. */
  const open = new Set<Lane>();
  let entries = 0;

  function addLane(key: string): Lane {
    const reader = createTextReader({
      resolve: (name, directory) => resolve(name, { task: reader.task, directory }),
      sources: options.sources,
      onEntry: (entry) => {
        entries++;
        options.onEntry(entry);
      },
      above: (line) => linesAbove(line, key),
    });
    reader.task = options.task;
    const lane = { key, reader };
    lanes.set(key, lane);
    return lane;
  }

  const laneOf = (key: string): Lane =>
    key === '' ? main : (lanes.get(key) ?? (lanes.size < MAX_LANES ? addLane(key) : main));

  const textOf = (start: number, end: number): string => {
    const text = scanner.text(start, Math.min(end, start + MAX_LINE));
    return afterReturns(text.charCodeAt(0) === BOM ? text.slice(1) : text);
  };

  function* linesAbove(line: Line, key: string): Generator<Line> {
    let end = line.offset - scanner.moved;
    for (let back = 1; back <= MAX_ABOVE; back++) {
      const start = scanner.lineBefore(end);
      if (start < 0) return;
      const { key: itsKey, text } = prefixes.split(textOf(start, end - 1));
      if (itsKey === key) yield { text, number: line.number - back, offset: start + scanner.moved };
      end = start;
    }
  }

  const readLine = (start: number, end: number, number: number, states: readonly number[]): void => {
    const raw = textOf(start, end);
    const candidates = prefilter.candidates(states);
    if (candidates.isHeading && readHeading(raw)) return;
    const { key, task, text } = prefixes.split(raw);
    const lane = laneOf(key);
    if (task !== undefined) lane.reader.task = task;
    lane.reader.line({ text, number, offset: start + scanner.moved }, candidates.entries);
    mark(lane);
  };

  const readHeading = (raw: string): boolean => {
    const heading = nxHeading(raw);
    if (!heading) return false;
    main.reader.end();
    mark(main);
    main.reader.task = heading.kind === 'task' ? heading.task : options.task;
    if (heading.kind === 'task') prefixes.know(heading.task);
    return true;
  };

  const mark = (lane: Lane): void => {
    if (lane.reader.isOpen) open.add(lane);
    else if (open.size > 0) open.delete(lane);
    handler.wantsAll = open.size > 0;
  };

  const handler: LineHandler = {
    wantsAll: false,
    onLine: readLine,
    onLong: readLine,
    onMore: () => undefined,
  };
  const scanner: LineScanner = createLineScanner(prefilter.automaton, handler);

  return {
    write: scanner.write,
    end() {
      scanner.end();
      for (const { reader } of lanes.values()) reader.end();
      const { bytes, lines, longLines } = scanner;
      return { bytes, lines, entries, longLines, brokenReports: 0 };
    },
  };
}

const BOM = 0xfeff;

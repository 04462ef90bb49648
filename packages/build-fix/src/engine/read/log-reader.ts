import { StringDecoder } from 'node:string_decoder';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { LogEntry } from '../types.js';
import { afterReturns } from './carriage-returns.js';
import { createLineScanner, type LineHandler, type LineScanner } from './bytes/line-scanner.js';
import { createJsonReader, type JsonReader } from './json/json-reader.js';
import { createPosition } from './position.js';
import { createFileResolver } from './resolve.js';
import { prefilterOf } from './text/candidates.js';
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
  json: JsonReader;
}

/** How far up a heading is looked for. */
const MAX_ABOVE = 1000;
/** A log that names more tasks than this has something else that looks like them. */
const MAX_LANES = 1000;
/** Of a longer line the start is read. */
const MAX_LINE = 1 << 15;

export function createLogReader(options: ReadStreamOptions): LogReader {
  const resolve = options.resolve ?? createFileResolver({ workspaceRoot: options.workspaceRoot });
  const prefilter = prefilterOf(options.formats);
  const prefixes = createPrefixes(options.tasks ?? []);
  const lanes = new Map<string, Lane>();
  let decoder = new StringDecoder('utf8');
  /** The lane and line of a long line whose parts belong to a report. */
  let long: { lane: Lane; number: number } | undefined;
  /** Lanes in which more lines of an entry may come. */
  const open = new Set<Lane>();
  let entries = 0;
  let brokenReports = 0;

  const position = createPosition(options.sources);
  const emit = (entry: LogEntry): void => {
    entries++;
    options.onEntry(entry);
  };

  function addLane(key: string): Lane {
    const above = (line: Line): Iterable<Line> => linesAbove(line, key);
    const reader = createTextReader({
      resolve: (name, directory) => resolve(name, { task: reader.task, directory }),
      position,
      onEntry: emit,
      above,
    });
    reader.task = options.task;
    const json = createJsonReader({
      context: {
        workspaceRoot: options.workspaceRoot,
        resolve: (name) => resolve(name, { task: reader.task }),
        sources: options.sources,
        position,
      },
      above,
      onEntry: (entry, format, logLine) =>
        emit({ ...entry, format, logLine, ...(reader.task !== undefined && { task: reader.task }) }),
      onBroken(report, logLine) {
        brokenReports++;
        emit(brokenReport(report, logLine, reader.task));
      },
    });
    const lane = { key, reader, json };
    lanes.set(key, lane);
    return lane;
  }

  const main = addLane('');
  const laneOf = (key: string): Lane =>
    key === '' ? main : (lanes.get(key) ?? (lanes.size < MAX_LANES ? addLane(key) : main));

  const textOf = (start: number, end: number, most = MAX_LINE): string => {
    const text = scanner.text(start, Math.min(end, start + most));
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
    const candidates = prefilter.candidates(states);
    const raw = textOf(start, end, candidates.isJson || open.size > 0 ? end - start : MAX_LINE);
    // Nx's own errors stand in its headings.
    if (candidates.isHeading && readHeading(raw) && candidates.entries.length === 0) return;
    const { key, task, text } = prefixes.split(raw);
    const lane = laneOf(key);
    if (task !== undefined) lane.reader.task = task;
    const line = { text, number, offset: start + scanner.moved };
    if (!(lane.json.isOpen || candidates.isJson) || !lane.json.line(line, candidates.isJson)) {
      if (text.length > MAX_LINE) line.text = text.slice(0, MAX_LINE);
      lane.reader.line(line, candidates.entries);
    }
    mark(lane);
  };

  /** A report on one line may be of any length; of anything else so long the start is read. */
  const readLong = (start: number, end: number, number: number, states: readonly number[]): void => {
    decoder = new StringDecoder('utf8');
    const { key, task, text } = prefixes.split(decoder.write(scanner.slice(start, end)));
    const lane = laneOf(key);
    if (task !== undefined) lane.reader.task = task;
    const { isJson } = prefilter.candidates(states);
    if (lane.json.part({ text, number, offset: start + scanner.moved }, true, isJson)) long = { lane, number };
    else readLine(start, end, number, states);
    mark(lane);
  };

  const readMore = (start: number, end: number, isLast: boolean): void => {
    if (!long) return;
    const { lane, number } = long;
    lane.json.part({ text: decoder.write(scanner.slice(start, end)), number, offset: start }, false, false);
    if (isLast) long = undefined;
    mark(lane);
  };

  const readHeading = (raw: string): boolean => {
    const heading = nxHeading(raw);
    if (!heading) return false;
    main.json.end();
    main.reader.end();
    mark(main);
    main.reader.task = heading.kind === 'task' ? heading.task : options.task;
    if (heading.kind === 'task') prefixes.know(heading.task);
    return true;
  };

  const mark = (lane: Lane): void => {
    if (lane.reader.isOpen || lane.json.isOpen) open.add(lane);
    else if (open.size > 0) open.delete(lane);
    handler.wantsAll = open.size > 0;
  };

  const handler: LineHandler = {
    wantsAll: false,
    onLine: readLine,
    onLong: readLong,
    onMore: readMore,
  };
  const scanner: LineScanner = createLineScanner(prefilter.automaton, handler);

  return {
    write: scanner.write,
    end() {
      scanner.end();
      for (const { reader, json } of lanes.values()) {
        json.end();
        reader.end();
      }
      const { bytes, lines, longLines } = scanner;
      return { bytes, lines, entries, longLines, brokenReports };
    },
  };
}

/** Says that something is missing: what was complete of the report is read all the same. */
function brokenReport(format: string, logLine: number, task: string | undefined): LogEntry {
  const diagnostic: Diagnostic = {
    tool: 'build-fix',
    ruleId: 'broken-report',
    level: 'warning',
    message: `A report (${format}) breaks off, or is no JSON: findings of it may be missing.`,
    hint: 'Look for what cut the output off: a tool that was killed, a limit of the log, a full disk.',
  };
  return { diagnostic, format, logLine, ...(task !== undefined && { task }) };
}

const BOM = 0xfeff;

import { HoneError } from '@hone/core/diagnostics';
import type { Line, LinesAbove } from '../text/text-reader.js';
import type { JsonReport, ReportContext, ReportEntry } from './report.js';
import { MAX_HEAD, reportOf } from './reports.js';
import { closeJson, createJsonSplitter, type JsonSplitter } from './splitter.js';
import { isRecord } from './values.js';

/** What the reports of a lane are read with. */
export interface JsonSurroundings {
  context: ReportContext;
  above: LinesAbove;
  onEntry(this: void, entry: ReportEntry, format: string, logLine: number): void;
  /** A report that ends before its end, or is no JSON. */
  onBroken(this: void, format: string, logLine: number): void;
}

/** Finds JSON reports among the lines of one lane and reads them. */
export interface JsonReader {
  /** A report has begun and not ended. */
  readonly isOpen: boolean;
  /**
   * @param mayBegin a literal of a report is in the line
   * @returns whether the line is part of a report; if not, it is text
   */
  line(this: void, line: Line, mayBegin: boolean): boolean;
  /** A part of a line that is too long to be held. @returns whether it belongs to a report */
  part(this: void, part: Line, isFirst: boolean, mayBegin: boolean): boolean;
  end(this: void): void;
}

interface OpenReport {
  report: JsonReport;
  splitter: JsonSplitter;
  /** Where the present value began. */
  logLine: number;
  /** Lines in a row that were no JSON. */
  strangers: number;
}

/** Lines of other programs may fall into a report; after more than these it is over. */
const MAX_STRANGERS = 50;
/** How far above the line with a literal a report may begin. */
const MAX_ABOVE = 12;

export function createJsonReader({ context, above, onEntry, onBroken }: JsonSurroundings): JsonReader {
  let open: OpenReport | undefined;

  const readValue = (report: JsonReport, text: string, logLine: number): boolean => {
    try {
      const value: unknown = JSON.parse(text);
      if (!isRecord(value)) return false;
      for (const entry of report.read(value, context, text)) onEntry(entry, report.id, logLine);
      return true;
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof HoneError) return false;
      throw error;
    }
  };

  const begin = (report: JsonReport, logLine: number): OpenReport => {
    const splitter = createJsonSplitter(report.shape === 'list' ? 1 : 0, (text) => {
      if (!readValue(report, text, it.logLine)) onBroken(report.id, it.logLine);
    });
    const it: OpenReport = { report, splitter, logLine, strangers: 0 };
    return it;
  };

  /** A report that does not go on: what is complete of it is read. */
  const giveUp = (): void => {
    if (!open) return;
    const { report, splitter, logLine } = open;
    open = undefined;
    onBroken(report.id, logLine);
    const closed =
      report.depth === undefined || splitter.overflow ? undefined : closeJson(splitter.rest(), report.depth);
    if (closed !== undefined) readValue(report, closed, logLine);
  };

  const feed = (text: string, number: number): void => {
    if (!open) return;
    if (open.report.shape === 'list') open.logLine = number;
    if (open.splitter.feed(text)) open = undefined;
    else if (open.splitter.inString || open.splitter.overflow) giveUp();
  };

  /** The lines of a report that begins at this line, or at most a few above it. */
  const linesFrom = (line: Line): Line[] => {
    const lines = [line];
    if (isOpener(line.text)) return lines;
    for (const before of above(line)) {
      if (lines.length > MAX_ABOVE || !looksLikeJson(before.text)) return [];
      lines.unshift(before);
      if (isOpener(before.text) && !/^\s/.test(before.text)) return lines;
    }
    return [];
  };

  const tryBegin = (line: Line): boolean => {
    const lines = linesFrom(line);
    const head = lines.map(({ text }) => text.slice(0, MAX_HEAD)).join('\n');
    const report = lines.length === 0 ? undefined : reportOf(head.trimStart());
    if (!report) return false;
    giveUp();
    if (report.shape === 'line') {
      if (!readValue(report, line.text.trim(), line.number)) onBroken(report.id, line.number);
      return true;
    }
    open = begin(report, lines[0]!.number);
    for (const { text, number } of lines) feed(text, number);
    return true;
  };

  return {
    get isOpen() {
      return open !== undefined;
    },
    line(line, mayBegin) {
      const isNew = !open || isAtMargin(line.text);
      if (mayBegin && isNew && tryBegin(line)) return true;
      if (!open) return false;
      // Nothing but a value of its own begins at the margin: the one before it was cut off.
      if (isNew && looksLikeJson(line.text)) {
        giveUp();
        return false;
      }
      if (looksLikeJson(line.text)) {
        open.strangers = 0;
        feed(line.text, line.number);
        return true;
      }
      if (++open.strangers > MAX_STRANGERS) giveUp();
      return false;
    },
    part(part, isFirst, mayBegin) {
      if (isFirst && !open) {
        const report = mayBegin && isOpener(part.text) ? reportOf(part.text.trimStart()) : undefined;
        if (!report) return false;
        open = begin(report, part.number);
      }
      if (!open) return false;
      // A string may go on in the next part.
      if (open.splitter.feed(part.text)) open = undefined;
      else if (open.splitter.overflow) giveUp();
      return true;
    },
    end: giveUp,
  };
}

const isOpener = (text: string): boolean => /^\s*[[{]/.test(text);

/** A value of its own begins at the margin. */
const isAtMargin = (text: string): boolean => /^[[{]/.test(text);

/** A line of JSON as it is printed over several lines. */
const LINE =
  /^\s*(?:$|[\]}][\s,\]}]*$|[[{]\s*(?:$|[[{"\]}\d-]|true|false|null)|"(?:[^"\\]|\\.)*"\s*(?::|,?\s*$)|(?:-?\d[\d.eE+-]*|true|false|null)\s*,?\s*$)/;

function looksLikeJson(text: string): boolean {
  return LINE.test(text);
}

import type { LogEntry } from '../types.js';
import { afterReturns, stripAnsi } from './ansi.js';
import { createLogReader } from './log-reader.js';
import type { LogStats, ReadLogOptions, ReadStreamOptions } from './types.js';

/** Reads the diagnostics of a log as it comes, in bounded memory whatever its length and that of its lines. */
export async function readLog(source: AsyncIterable<Uint8Array>, options: ReadStreamOptions): Promise<LogStats> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const entries = readLogText(text, options);
  entries.forEach(options.onEntry);
  return {
    bytes: Buffer.byteLength(text),
    lines: text.split('\n').length,
    entries: entries.length,
    longLines: 0,
    brokenReports: 0,
  };
}

/** The diagnostics of a text, in the order in which they begin. */
export function readLogText(text: string, options: ReadLogOptions = {}): LogEntry[] {
  const entries: LogEntry[] = [];
  const reader = createLogReader({ ...options, onEntry: (entry) => entries.push(entry) });
  text.split('\n').forEach((line, index) => reader.line(afterReturns(stripAnsi(line)), index + 1));
  reader.end();
  return entries.sort((a, b) => a.logLine - b.logLine);
}

import type { LogEntry } from '../types.js';
import { createLogReader } from './log-reader.js';
import type { LogStats, ReadLogOptions, ReadStreamOptions } from './types.js';

/** Reads the diagnostics of a log as it comes, in bounded memory whatever its length and that of its lines. */
export async function readLog(source: AsyncIterable<Uint8Array>, options: ReadStreamOptions): Promise<LogStats> {
  const reader = createLogReader(options);
  for await (const chunk of source) reader.write(chunk);
  return reader.end();
}

/** The diagnostics of a text, in the order in which they begin. */
export function readLogText(text: string, options: ReadLogOptions = {}): LogEntry[] {
  const entries: LogEntry[] = [];
  const reader = createLogReader({ ...options, onEntry: (entry) => entries.push(entry) });
  reader.write(Buffer.from(text));
  reader.end();
  return entries.sort((a, b) => a.logLine - b.logLine);
}

import { readLog, type ReadLogOptions } from '../read/index.js';
import type { LogSummary } from '../types.js';
import { createGrouper, type GrouperOptions } from './grouper.js';
import { type ThinOptions, thinSource } from './thin-source.js';

/** How a log is grouped. */
export interface GroupLogOptions extends ReadLogOptions {
  groups?: GrouperOptions;
  /** Reads only a part of what lies behind the first 32 MiB. Default: everything is read. */
  thin?: boolean | ThinOptions;
}

/** Reads a log and gives its groups, without holding it. */
export async function groupLog(source: AsyncIterable<Uint8Array>, options: GroupLogOptions = {}): Promise<LogSummary> {
  const { groups, thin, ...read } = options;
  const grouper = createGrouper(groups);
  if (thin === undefined || thin === false) {
    const { bytes, lines } = await readLog(source, { ...read, onEntry: grouper.add });
    return grouper.summary({ bytes, lines });
  }
  const thinned = thinSource(source, grouper.beginBlock, thin === true ? {} : thin);
  await readLog(thinned.source, { ...read, onEntry: grouper.add });
  return grouper.summary(thinned.facts());
}

import type { LogEntry } from '../types.js';
import { detach } from './name-counter.js';

/** How many entries are kept. */
export interface SampleLimits {
  /** Of each group, from different files where there are. */
  perGroup: number;
  /** Of all groups together; a group always keeps its first. */
  total: number;
}

/** Chooses entries so that every group has one, and every file as far as there is room. */
export interface SampleKeeper {
  /**
   * @param samples those of the entry's group
   * @param newFile whether the group may have seen the entry's file for the first time
   */
  offer(samples: LogEntry[], entry: LogEntry, newFile: boolean): void;
  /** Whether more samples of files that are shown already are not wanted. */
  isFull(samples: readonly LogEntry[]): boolean;
  /** Whether there is room for a sample of the file, of which no group has one. */
  lacks(file: string): boolean;
}

export function createSampleKeeper({ perGroup, total }: SampleLimits): SampleKeeper {
  const shown = new Set<string>();
  let kept = 0;

  const keep = (samples: LogEntry[], entry: LogEntry, file: string | undefined): void => {
    samples.push(copyOf(entry));
    kept++;
    if (file !== undefined) shown.add(detach(file));
  };

  return {
    isFull: (samples) => samples.length > 0 && (samples.length >= perGroup || kept >= total),
    lacks: (file) => kept < total && !shown.has(file),
    offer(samples, entry, newFile) {
      const file = entry.diagnostic.location?.file;
      if (samples.length === 0) return keep(samples, entry, file);
      if (kept < total) {
        if (samples.length < perGroup) return keep(samples, entry, file);
        if (newFile && file !== undefined && !shown.has(file)) return keep(samples, entry, file);
      }
      if (newFile && file !== undefined) replaceRepeated(samples, entry, file, shown);
    },
  };
}

/** In a full group, a file that is not shown yet takes the place of the second sample of another. */
function replaceRepeated(samples: LogEntry[], entry: LogEntry, file: string, shown: Set<string>): void {
  const seen = new Set<string | undefined>();
  let repeated = -1;
  for (const [index, sample] of samples.entries()) {
    const other = sample.diagnostic.location?.file;
    if (other === file) return;
    if (seen.has(other)) repeated = index;
    seen.add(other);
  }
  if (repeated < 0) return;
  samples[repeated] = copyOf(entry);
  shown.add(detach(file));
}

/** Of a message no more is kept. */
const LONGEST_MESSAGE = 16_384;

/** Texts of an entry can be slices of a chunk of the log, which they would keep in memory. */
function copyOf(entry: LogEntry): LogEntry {
  const copy = JSON.parse(JSON.stringify(entry)) as LogEntry;
  const { message } = copy.diagnostic;
  if (message.length > LONGEST_MESSAGE) copy.diagnostic.message = `${message.slice(0, LONGEST_MESSAGE)}…`;
  return copy;
}

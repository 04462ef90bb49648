import type { LogEntry } from '../types.js';
import { detach } from './name-counter.js';

/** How many entries are kept. */
export interface SampleLimits {
  /** Of each group, from different files where there are. */
  perGroup: number;
  /** Of all groups together; a group always keeps its first. */
  total: number;
}

/** The samples of one group. */
export interface Samples {
  entries: LogEntry[];
  /** Whether each is from another file, so that none has to make room. */
  varied: boolean;
}

/** Chooses entries so that every group has one, and every file as far as there is room. */
export interface SampleKeeper {
  /**
   * @param newFile whether the group may have seen the entry's file for the first time
   */
  offer(samples: Samples, entry: LogEntry, newFile: boolean): void;
  /** Whether there is room for a sample of the file, of which no group has one. */
  lacks(file: string): boolean;
}

export function createSampleKeeper({ perGroup, total }: SampleLimits): SampleKeeper {
  const shown = new Set<string>();
  let kept = 0;

  const keep = (samples: Samples, entry: LogEntry, file: string | undefined): void => {
    samples.entries.push(copyOf(entry));
    kept++;
    if (file !== undefined) shown.add(detach(file));
  };
  const lacks = (file: string): boolean => kept < total && !shown.has(file);

  return {
    lacks,
    offer(samples, entry, newFile) {
      const count = samples.entries.length;
      if (!newFile && count > 0 && (count >= perGroup || kept >= total)) return;
      const file = entry.diagnostic.location?.file;
      if (count === 0 || (count < perGroup && kept < total) || (file !== undefined && lacks(file))) {
        keep(samples, entry, file);
      } else if (file !== undefined && !samples.varied && replaceRepeated(samples, entry, file)) {
        shown.add(detach(file));
      }
    },
  };
}

/** In a full group, a file of which it has no sample takes the place of the second sample of another. */
function replaceRepeated(samples: Samples, entry: LogEntry, file: string): boolean {
  const seen = new Set<string | undefined>();
  let repeated = -1;
  for (const [index, sample] of samples.entries.entries()) {
    const other = sample.diagnostic.location?.file;
    if (other === file) return false;
    if (seen.has(other)) repeated = index;
    seen.add(other);
  }
  samples.varied = repeated < 0;
  if (repeated >= 0) samples.entries[repeated] = copyOf(entry);
  return repeated >= 0;
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

import type { Diagnostic } from '@hone/core/diagnostics';
import type { LogEntry, PlannedFix } from '../../types.js';
import type { Seen } from '../compare/seen.js';
import type { CheckEnd } from '../verifier/steady.js';

/** What a verifier found. */
export interface Found {
  seen: readonly Seen[];
  /** The same as the verifier gave it, with all that fixers need. */
  entries: readonly LogEntry[];
  /** Tasks that failed, by id. */
  failed: readonly string[];
  /** Tasks that did not run. */
  skipped: readonly string[];
}

/** What is known before fixes are tried. */
export interface Baseline extends Found {
  /** Whether the tool was run in the copy for it; a plan was made elsewhere, and may not say all. */
  isOfCopy: boolean;
}

/** What came of trying a set of fixes. */
export type Outcome =
  | { kind: 'run'; found: Found }
  | { kind: 'command'; fixes: readonly PlannedFix[]; message: string }
  | { kind: 'crashed' | 'hung' | 'given-up'; message: string };

/** An answer of a verifier, with the groups of what was found. */
export function outcomeOf(
  end: CheckEnd,
  fingerprintOf: (diagnostic: Diagnostic) => string,
  ignores: (file: string) => boolean = () => false,
): Outcome {
  if (end.kind !== 'run') return end;
  const { failed = [], skipped = [] } = end.run;
  const entries = end.run.entries.filter(({ diagnostic: { location } }) => !location || !ignores(location.file));
  const seen = entries.map(({ diagnostic, task }): Seen => ({
    fingerprint: fingerprintOf(diagnostic),
    diagnostic,
    ...(task !== undefined && { task }),
  }));
  return { kind: 'run', found: { seen, entries, failed, skipped } };
}

/**
 * Tasks that fail and say nothing that can be read, as findings: what is silent is not clean. One that failed before may do
 * so for what it said then.
 */
export function silentTasks({ seen, failed }: Found, before: Baseline): Seen[] {
  const speaking = new Set(seen.map(({ task }) => task));
  const known = new Set(before.failed);
  return failed
    .filter((task) => !speaking.has(task) && !known.has(task))
    .map((task) => ({
      fingerprint: `task-failed ${task}`,
      task,
      diagnostic: {
        tool: 'nx',
        ruleId: 'task-failed',
        level: 'error',
        message: `${task} fails, and says nothing that can be read.`,
      },
    }));
}

import type { Diagnostic, Level, RuleDescriptor } from '@hone/core/diagnostics';
import { tool } from './diagnostics.js';

type Facts = Required<Pick<RuleDescriptor, 'summary' | 'reason' | 'defaultLevel'>>;

const facts = {
  'manifest-unreadable': {
    defaultLevel: 'error',
    summary: 'A manifest, or a line of one, can not be read.',
    reason: 'What was not fully understood is never edited.',
  },
  'include-cycle': {
    defaultLevel: 'error',
    summary: 'Requirements files include each other.',
    reason: 'No tool installs them; nothing in them is edited.',
  },
  'declared-twice': {
    defaultLevel: 'warning',
    summary: 'A list names a package twice.',
    reason: 'Keep one of them. With different markers it is a note: both are judged together.',
  },
  'declared-in-groups': {
    defaultLevel: 'note',
    summary: 'Names stand in several groups; one finding a manifest.',
    reason: 'Each name is judged once: a use keeps all its declarations.',
  },
  'lock-unreadable': {
    defaultLevel: 'warning',
    summary: 'The lock file can not be read.',
    reason: 'Until it can, it is not asked what brings what.',
  },
  'lock-mismatch': {
    defaultLevel: 'warning',
    summary: 'The lock file lacks what the manifest declares.',
    reason: 'Until it is made anew, it is not asked what brings what.',
  },
  'environment-mismatch': {
    defaultLevel: 'warning',
    summary: 'The environment is of a Python that the project does not support.',
    reason: 'Its metadata is left out.',
  },
  'metadata-broken': {
    defaultLevel: 'warning',
    summary: 'An installed package has no name, or a report is none that pip wrote.',
    reason: 'It counts as not installed.',
  },
  'not-edited': {
    defaultLevel: 'error',
    summary: 'A file was changed since it was read, is read-only, or could not be written.',
    reason: 'It is as it was; the other files were edited.',
  },
  'not-proved': {
    defaultLevel: 'error',
    summary: 'The targets that should prove a removal fail with every dependency in place, or there are none.',
    reason: 'Nothing is removed.',
  },
} as const satisfies Record<string, Facts>;

/** What of the input or of a removal is a finding, without `deps/`. */
export type FindingRule = keyof typeof facts;

/** Rules that are about no dependency: what could not be read, proved or edited. */
export const findingRules: readonly (RuleDescriptor & Facts)[] = Object.entries(facts).map(([id, rest]) => ({
  id: `deps/${id}`,
  ...rest,
}));

/** Where a finding stands. */
export interface FindingPlace {
  file: string;
  /** 1-based. */
  line?: number | undefined;
  column?: number | undefined;
}

/** A finding about the input or a removal, with the level of its rule unless another one is given. */
export function findingOf(
  rule: FindingRule,
  { message, hint, level = facts[rule].defaultLevel }: { message: string; hint: string; level?: Level },
  { file, line, column }: FindingPlace,
): Diagnostic {
  const start = line === undefined ? undefined : { line, column: column ?? 1 };
  return {
    tool,
    ruleId: `deps/${rule}`,
    level,
    message,
    hint,
    location: { file, ...(start && { region: { start, end: start } }) },
  };
}

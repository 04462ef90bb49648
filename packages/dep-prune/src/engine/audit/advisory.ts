import { normalizeName } from '@hone/core/manifests';
import type { EcosystemId } from '../types.js';

/** What an advisory says of one package. */
export interface Advisory {
  ecosystem: EcosystemId;
  /** As its ecosystem compares names. */
  name: string;
  id: string;
  /** Other names of the same vulnerability, sorted. */
  aliases: readonly string[];
  summary: string;
  /** As the database calls it: `HIGH`. */
  severity?: string;
  /** It tells of something else than a vulnerability: `unmaintained`. */
  informational?: string;
  /** Versions by name. */
  versions: readonly string[];
  /** Ranges in the ecosystem's own order, each a list of events. */
  ranges: readonly (readonly RangeEvent[])[];
}

/** Where a range begins or ends; the kinds are those of OSV. */
export interface RangeEvent {
  kind: 'introduced' | 'fixed' | 'last_affected' | 'limit';
  version: string;
}

/** Names of OSV for what is judged here; it can have a release behind a colon. */
const ecosystems: Readonly<Record<string, EcosystemId>> = { PyPI: 'python', 'crates.io': 'rust', npm: 'javascript' };

const KINDS = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

/**
 * Takes an advisory in OSV form apart, one for each package that it names. Withdrawn ones and those of other ecosystems
 * give none; so do ranges of commits, which no version can be held against.
 *
 * @see https://ossf.github.io/osv-schema/
 * @returns undefined when the value is no advisory
 */
export function parseAdvisory(value: unknown): Advisory[] | undefined {
  const { id, withdrawn, affected, aliases, summary, details, database_specific: own } = record(value);
  if (typeof id !== 'string') return undefined;
  if (withdrawn !== undefined && withdrawn !== null) return [];
  const severity = text(record(own)['severity']);
  return list(affected).flatMap((entry): Advisory[] => {
    const { package: named, versions, ranges, database_specific: specific } = record(entry);
    const { name, ecosystem: written } = record(named);
    const ecosystem = ecosystems[text(written)?.split(':')[0] ?? ''];
    if (typeof name !== 'string' || ecosystem === undefined) return [];
    const informational = text(record(specific)['informational']) ?? text(record(own)['informational']);
    return [
      {
        ecosystem,
        name: ecosystem === 'python' ? normalizeName(name) : name,
        id,
        aliases: list(aliases)
          .filter((one): one is string => typeof one === 'string')
          .sort(),
        summary: text(summary) ?? text(details)?.split('\n')[0] ?? 'a vulnerability',
        ...(severity !== undefined && { severity }),
        ...(informational !== undefined && { informational }),
        versions: list(versions).filter((one): one is string => typeof one === 'string'),
        ranges: list(ranges).flatMap((range) => eventsOf(record(range))),
      },
    ];
  });
}

function eventsOf({ type, events }: Record<string, unknown>): RangeEvent[][] {
  if (type !== 'ECOSYSTEM' && type !== 'SEMVER') return [];
  const found = list(events).flatMap((event) =>
    KINDS.flatMap((kind) => {
      const version = text(record(event)[kind]);
      return version === undefined ? [] : [{ kind, version }];
    }),
  );
  return [found];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

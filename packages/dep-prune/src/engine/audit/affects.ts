import type { Advisory, RangeEvent } from './advisory.js';
import { type VersionOrder, versionOrders } from './version-order.js';

/** That a version is affected, and by which one it is mended, where the advisory says so. */
export interface Affected {
  fixedIn?: string;
}

/**
 * Whether an advisory speaks of a version: it names it, or one of its ranges holds it. Pure.
 *
 * @returns undefined when it does not, or when the version is none that its ecosystem can order
 */
export function affects({ ecosystem, versions, ranges }: Advisory, version: string): Affected | undefined {
  const order = versionOrders[ecosystem];
  const holding = ranges.filter((events) => holds(events, version, order));
  const named = versions.some((one) => one === version || order(one, version) === 0);
  if (!named && holding.length === 0) return undefined;
  const fixes = (holding.length > 0 ? holding : ranges)
    .flat()
    .filter(({ kind, version: at }) => kind === 'fixed' && isAfter(at, version, order))
    .map((event) => event.version)
    .sort((a, b) => order(a, b) ?? 0);
  return fixes[0] === undefined ? {} : { fixedIn: fixes[0] };
}

/** The events in their order switch between affected and not, as OSV's specification evaluates them. */
function holds(events: readonly RangeEvent[], version: string, order: VersionOrder): boolean {
  const limits = events.filter(({ kind }) => kind === 'limit');
  if (limits.length > 0 && !limits.some(({ version: at }) => at === '*' || isAfter(at, version, order))) return false;
  let affected = false;
  for (const { kind, version: at } of events.toSorted((a, b) => compareEvents(a, b, order))) {
    const compared = compareWithStart(at, version, order);
    if (compared === undefined) continue;
    if (kind === 'introduced' && compared <= 0) affected = true;
    if (kind === 'fixed' && compared <= 0) affected = false;
    if (kind === 'last_affected' && compared < 0) affected = false;
  }
  return affected;
}

function compareEvents(a: RangeEvent, b: RangeEvent, order: VersionOrder): number {
  if (a.version === '0' || b.version === '0') return Number(b.version === '0') - Number(a.version === '0');
  return order(a.version, b.version) ?? 0;
}

/** `0` stands for the time before the first version. */
function compareWithStart(at: string, version: string, order: VersionOrder): number | undefined {
  return at === '0' ? (order(version, version) === undefined ? undefined : -1) : order(at, version);
}

function isAfter(at: string, version: string, order: VersionOrder): boolean {
  return (order(at, version) ?? -1) > 0;
}

import { compareText, type Level } from '@hone/core/diagnostics';
import type { DiagnosticGroup, FailureCategory, LogEntry, LogSummary } from '../types.js';
import { categorise, categoryOf, isConsequence } from './category.js';
import { digestOf, scannedPart } from './fingerprint.js';
import { createNameCounter, detach, type NameCounter, type Room } from './name-counter.js';
import { createSampleKeeper, type SampleLimits, type Samples } from './samples.js';
import { beginBlock, type CountEstimate, createBlockClock, createCountEstimate } from './share-estimate.js';
import { currentTemplate, scan, template } from './template.js';

/** Limits of what a grouper keeps, whatever it is given. */
export interface GrouperOptions {
  /** Default: 8 of a group, 5,000 of all. */
  samples?: Partial<SampleLimits>;
  /** What is new beyond them is counted in one group for each tool, with the template `…`. Default 10,000. */
  maxGroups?: number;
  /** Files of one group that are counted exactly; more are estimated. Default 1,000. */
  exactFiles?: number;
}

/** What the reader knows of a log besides its entries. */
export interface ReadFacts {
  bytes?: number;
  lines?: number;
  /** Which share of the bytes was read. */
  share?: number;
}

/** Puts entries into groups as they come, in bounded memory. */
export interface Grouper {
  add(this: void, entry: LogEntry): void;
  /** What is added from now on was read from one block that stands for `weight` blocks of the log. */
  beginBlock(this: void, weight: number): void;
  summary(this: void, facts?: ReadFacts): LogSummary;
}

interface Group {
  tool: string;
  ruleId: string;
  units: Uint16Array;
  template: string;
  level: Level;
  category: FailureCategory;
  count: number;
  files: NameCounter;
  samples: Samples;
  before: number;
  /** Of errors that have no deeper cause. */
  fault: boolean;
  estimate?: CountEstimate;
  next: Group | undefined;
}

const SEVERITY: Readonly<Record<Level, number>> = { note: 0, warning: 1, error: 2 };
/** File names that are kept for exact numbers, in all groups together. */
const EXACT_NAMES = 200_000;
const OVERFLOW = '…';

export function createGrouper(options: GrouperOptions = {}): Grouper {
  const { maxGroups = 10_000, exactFiles = 1000 } = options;
  const keeper = createSampleKeeper({ perGroup: 8, total: 5000, ...options.samples });
  const room: Room = { left: EXACT_NAMES };
  const clock = createBlockClock();
  /** By tool, rule and the hash of the template; groups of one hash are chained. */
  const tables = new Map<string, Map<string, Map<number, Group>>>();
  const groups: Group[] = [];
  const total = createCountEstimate(clock);
  let entries = 0;
  let faults = 0;

  const groupOf = (entry: LogEntry): Group => {
    const { tool, ruleId, message } = entry.diagnostic;
    const rules =
      tables.get(tool) ?? (groups.length < maxGroups ? inserted(tables, detach(tool), new Map()) : undefined);
    const known = rules?.get(ruleId);
    scan(scannedPart(tool, message));
    for (let group = known?.get(template.hash); group; group = group.next) if (isCurrent(group)) return group;
    if (groups.length >= maxGroups || rules === undefined) return overflowOf(entry);
    const hashes = known ?? inserted(rules, detach(ruleId), new Map<number, Group>());
    const group = createGroup(entry, currentTemplate(), hashes.get(template.hash));
    hashes.set(template.hash, group);
    return group;
  };

  const overflow = new Map<string, Group>();
  const overflowOf = (entry: LogEntry): Group => {
    // Tools have few names; should they not, all that is left goes into one group.
    const tool = overflow.size < 100 || overflow.has(entry.diagnostic.tool) ? entry.diagnostic.tool : OVERFLOW;
    const diagnostic = { ...entry.diagnostic, tool, ruleId: OVERFLOW };
    return (
      overflow.get(tool) ?? inserted(overflow, detach(tool), createGroup({ ...entry, diagnostic }, OVERFLOW, undefined))
    );
  };

  const createGroup = (entry: LogEntry, text: string, next: Group | undefined): Group => {
    const { tool, ruleId, level } = entry.diagnostic;
    const category = categoryOf(entry);
    const group: Group = {
      tool: detach(tool),
      ruleId: detach(ruleId),
      units: template.units.slice(0, template.length),
      template: text,
      level,
      category,
      count: 0,
      files: createNameCounter(exactFiles, room),
      samples: { entries: [], varied: false },
      before: faults,
      fault: isFault(category) && !isConsequence({ tool, ruleId, category }),
      next,
    };
    groups.push(group);
    return group;
  };

  return {
    add(entry) {
      const { level, location } = entry.diagnostic;
      const group = groupOf(entry);
      const { weight } = clock;
      entries += weight;
      group.count += weight;
      if (clock.block > 0) {
        total.count();
        (group.estimate ??= createCountEstimate(clock)).count();
      }
      if (level !== group.level && SEVERITY[level] > SEVERITY[group.level]) group.level = level;
      if (level === 'error' && group.fault) faults += weight;
      let newFile = false;
      if (location !== undefined) {
        newFile = group.files.add(location.file) || (!group.files.exact && keeper.lacks(location.file));
      }
      keeper.offer(group.samples, entry, newFile);
    },
    beginBlock: (weight) => beginBlock(clock, weight),
    summary: ({ bytes = 0, lines = 0, share = 1 } = {}) => ({
      bytes,
      lines,
      entries,
      groups: groups.map(toDiagnosticGroup).sort(byCount),
      category: categorise(groups),
      ...(share < 1 && { sampled: sampledOf(share, total.halfWidth(), entries, clock.strata) }),
    }),
  };
}

function inserted<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}

/** Whether the template that was scanned last is the group's. */
function isCurrent({ units }: Group): boolean {
  if (units.length !== template.length) return false;
  for (let at = 0; at < units.length; at++) if (units[at] !== template.units[at]) return false;
  return true;
}

function isFault(category: FailureCategory): boolean {
  return ['compilation', 'type', 'test', 'policy', 'lint'].includes(category);
}

function toDiagnosticGroup(group: Group): DiagnosticGroup {
  const { tool, ruleId, level, template: text, category, count, samples, estimate } = group;
  const halfWidth = estimate?.halfWidth() ?? 0;
  return {
    fingerprint: digestOf(tool, ruleId, text),
    tool,
    ruleId,
    level,
    template: text,
    category,
    count,
    files: group.files.count(),
    samples: samples.entries,
    ...(halfWidth > 0 && { error: halfWidth / count }),
  };
}

function byCount(a: DiagnosticGroup, b: DiagnosticGroup): number {
  return (
    b.count - a.count ||
    compareText(a.tool, b.tool) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.template, b.template)
  );
}

function sampledOf(
  share: number,
  halfWidth: number,
  entries: number,
  strata: readonly { weight: number }[],
): NonNullable<LogSummary['sampled']> {
  const weight = Math.max(...strata.map((stratum) => stratum.weight));
  // The rule of three: nothing in n draws means with 95 % certainty at most 3 / n of the whole.
  return { share, error: entries > 0 ? halfWidth / entries : 0, missed: 3 * weight };
}

import { type Seen, identityOf, startOf, withoutNumbers, withoutRepeats } from './seen.js';
import { wordings } from './wordings.data.js';

/** What happened between two runs of a verifier. */
export interface Comparison {
  /** Diagnostics that were not there before. */
  appeared: Seen[];
  /** Diagnostics that were to go, and are still there, as they are now. */
  stayed: { before: Seen; after: Seen }[];
  /** Diagnostics that went, wanted or not. */
  gone: Seen[];
}

/** What of a comparison only the edits tell. */
export interface ComparisonOptions {
  /** The line on which a diagnostic of before would now stand. */
  lineOf(seen: Seen): number | undefined;
  /** Whether a diagnostic of before is one that was to go. */
  targeted(seen: Seen): boolean;
}

/**
 * Compares the diagnostics of two runs. They are matched within one file and one group (so that a name in a message may
 * be any, and lines may move): first those on the line to which the edits moved them, then those that say the same
 * elsewhere in the file. What matches nothing has appeared, or is gone.
 *
 * Notes are not compared: they go with another finding.
 */
export function compareRuns(
  before: readonly Seen[],
  after: readonly Seen[],
  { lineOf, targeted }: ComparisonOptions,
): Comparison {
  const comparison: Comparison = { appeared: [], stayed: [], gone: [] };
  const [old, now] = [byGroup(before), byGroup(after)];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const { pairs, unmatchedBefore, unmatchedAfter } = match(old.get(key) ?? [], now.get(key) ?? [], lineOf, targeted);
    comparison.appeared.push(...unmatchedAfter);
    comparison.gone.push(...unmatchedBefore);
    comparison.stayed.push(...pairs.filter((pair) => targeted(pair.before)));
  }
  return comparison;
}

function byGroup(seen: readonly Seen[]): Map<string, Seen[]> {
  const groups = new Map<string, Seen[]>();
  for (const each of withoutRepeats(seen)) {
    if (each.diagnostic.level === 'note') continue;
    const key = `${kindOf(each)}\0${each.diagnostic.location?.file ?? ''}`;
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

/** Its group, or what says the same in several words. */
function kindOf({ fingerprint, diagnostic: { tool, ruleId } }: Seen): string {
  return wordings.find((one) => one.tool === tool && one.rules.includes(ruleId))?.rules.join() ?? fingerprint;
}

interface Matching {
  pairs: { before: Seen; after: Seen }[];
  unmatchedBefore: Seen[];
  unmatchedAfter: Seen[];
}

/** How two diagnostics of one group and file can be one, the surest first. */
function match(
  before: readonly Seen[],
  after: readonly Seen[],
  lineOf: ComparisonOptions['lineOf'],
  targeted: ComparisonOptions['targeted'],
): Matching {
  const text = ({ diagnostic }: Seen): string => withoutNumbers(diagnostic.message);
  const nowOn = ({ diagnostic }: Seen): number | undefined => startOf(diagnostic.location)?.line;
  // What was not to go is matched first: of two that look the same and one that is left, that one was to stay.
  const rounds: [wanted: boolean, oldKey: (seen: Seen) => unknown, newKey: (seen: Seen) => unknown][] = [
    [false, (seen) => `${lineOf(seen)} ${text(seen)}`, (seen) => `${nowOn(seen)} ${text(seen)}`],
    [true, (seen) => `${lineOf(seen)} ${text(seen)}`, (seen) => `${nowOn(seen)} ${text(seen)}`],
    [false, lineOf, nowOn],
    [true, lineOf, nowOn],
    [false, text, text],
    [true, text, text],
  ];
  const result: Matching = { pairs: [], unmatchedBefore: [...before], unmatchedAfter: [...after] };
  for (const [wanted, oldKey, newKey] of rounds) {
    const open = new Map<unknown, Seen[]>();
    for (const seen of result.unmatchedAfter) open.set(newKey(seen), [...(open.get(newKey(seen)) ?? []), seen]);
    const taken = new Set<Seen>();
    result.unmatchedBefore = result.unmatchedBefore.filter((seen) => {
      const found = targeted(seen) === wanted ? open.get(oldKey(seen))?.shift() : undefined;
      if (found) {
        taken.add(found);
        result.pairs.push({ before: seen, after: found });
      }
      return !found;
    });
    result.unmatchedAfter = result.unmatchedAfter.filter((seen) => !taken.has(seen));
  }
  return result;
}

/** Looks up diagnostics by what they are in a text. */
export function identitySet(seen: Iterable<Seen>): (each: Seen) => boolean {
  const known = new Set([...seen].map(identityOf));
  return (each) => known.has(identityOf(each));
}

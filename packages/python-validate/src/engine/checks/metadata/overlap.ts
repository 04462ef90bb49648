import type { DeclaredRequirement, MetadataFacts } from './facts.js';
import { projectString } from './facts.js';
import { joinMarkers, markerCanHold } from './marker-space.js';

/** Two requirements of one distribution in one scope. */
export interface RequirementPair {
  first: DeclaredRequirement;
  second: DeclaredRequirement;
}

/** All such pairs, in the order of the manifest. */
export function requirementPairs(facts: MetadataFacts): RequirementPair[] {
  const byName = new Map<string, DeclaredRequirement[]>();
  for (const declared of withoutRereads(facts.requirements)) {
    const key = `${declared.scope}\0${declared.requirement.normalizedName}`;
    const same = byName.get(key);
    if (same) same.push(declared);
    else byName.set(key, [declared]);
  }
  return [...byName.values()].flatMap((same) =>
    same.flatMap((first, i) => same.slice(i + 1).map((second) => ({ first, second }))),
  );
}

/** A requirements file that several others include is read several times; its lines count once. */
function withoutRereads(requirements: readonly DeclaredRequirement[]): DeclaredRequirement[] {
  const seen = new Set<string>();
  return requirements.filter(({ place, requirement }) => {
    if (place?.line === undefined) return true;
    const key = `${place.file}:${place.line}:${requirement.normalizedName}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whether both are installed in some environment. */
export function overlap({ first, second }: RequirementPair, facts: MetadataFacts): boolean {
  const markers = [first.requirement.marker, second.requirement.marker];
  if (markers.every((marker) => marker === undefined)) return true;
  const both = joinMarkers(markers);
  const runtime = first.kind === 'runtime' || first.kind === 'extra';
  return both !== undefined && markerCanHold(both, runtime ? projectString(facts, 'requires-python') : undefined);
}

/** Where a declared requirement stands, as a finding wants it. */
export function placeOf({ at, place }: DeclaredRequirement): Pick<DeclaredRequirement, 'at' | 'place'> {
  return { ...(at && { at }), ...(place && { place }) };
}

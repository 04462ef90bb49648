import { type FeatureValue, type GraphPackage, groupCompatible, parseFeatureValue } from './features/index.js';
import type { Checked, CheckedCrate } from './crate.js';
import type { Partition } from './partition.js';
import { featureUnknown, finding } from './rules/index.js';

/** The features of a crate's flags; `name/feature` with its own name is a plain feature. */
export function requestedValues({ flags }: CheckedCrate, { name }: Pick<GraphPackage, 'name'>): FeatureValue[] {
  return flags.features.map((text) => {
    const value = parseFeatureValue(text);
    return value.kind === 'dependency-feature' && value.name === name
      ? { kind: 'feature', name: value.feature }
      : value;
  });
}

/** Tells cargo's word on features before cargo is asked: one crate's slip would end the call for all. */
export function rejectUnknownFeatures({ crates, memberOf }: Partition): {
  crates: CheckedCrate[];
  rejected: Checked[];
} {
  const rejected: Checked[] = [];
  const known = crates.filter((crate) => {
    const member = memberOf(crate);
    const unknown = member ? requestedValues(crate, member).find((value) => !exists(value, member)) : undefined;
    if (!unknown) return true;
    const { name, file } = { name: crate.crate.package.name, file: crate.crate.file };
    const shown = unknown.kind === 'dependency-feature' ? `${unknown.name}/${unknown.feature}` : unknown.name;
    const message = `The crate \`${name}\` has no feature \`${shown}\`, which the option \`features\` asks for.`;
    rejected.push([crate, [finding(featureUnknown, { message, location: { file } })]]);
    return false;
  });
  return { crates: known, rejected };
}

function exists(value: FeatureValue, { features, dependencies }: GraphPackage): boolean {
  if (value.kind === 'feature') return features.has(value.name);
  // `dep:name` is for manifests only.
  return value.kind === 'dependency-feature' && dependencies.some(({ alias }) => alias === value.name);
}

/**
 * Puts crates together that can share a call of cargo. Each goes alone where its dependencies are not known, and where
 * cargo gives feature flags to the crate that it is called from only (resolver 1).
 */
export function groupCrates(crates: readonly CheckedCrate[], partition: Partition): CheckedCrate[][] {
  const { active, memberOf, callsFromCrate, crossCompiled } = partition;
  const alone: CheckedCrate[][] = [];
  const candidates = crates.flatMap((crate) => {
    const [member, packages] = [memberOf(crate), active.get(crate)];
    if (callsFromCrate || !member || !packages) {
      alone.push([crate]);
      return [];
    }
    const { id, name } = member;
    return { item: crate, id, name, active: packages, hasOwnFeatures: crate.flags.features.length > 0, crossCompiled };
  });
  return [...groupCompatible(candidates), ...alone];
}

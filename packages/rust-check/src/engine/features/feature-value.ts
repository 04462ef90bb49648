/** One entry of a feature's list (the cargo book, "Features"). */
export type FeatureValue =
  /** `name`: another feature of the package. */
  | { kind: 'feature'; name: string }
  /** `dep:name`: an optional dependency. */
  | { kind: 'dependency'; name: string }
  /** `name/feature`, or `name?/feature` when the dependency is not switched on by it. */
  | { kind: 'dependency-feature'; name: string; feature: string; weak: boolean };

export function parseFeatureValue(text: string): FeatureValue {
  const slash = text.indexOf('/');
  if (slash >= 0) {
    const weak = text[slash - 1] === '?';
    const name = text.slice(0, weak ? slash - 1 : slash);
    return { kind: 'dependency-feature', name, feature: text.slice(slash + 1), weak };
  }
  if (text.startsWith('dep:')) return { kind: 'dependency', name: text.slice('dep:'.length) };
  return { kind: 'feature', name: text };
}

import type { CrateFacts } from './crate-facts.js';
import { requirementAllows } from './requirement.js';
import type { CargoDependency, CargoLockedDependency, CargoLockedPackage } from './types.js';

/** What {@link resolveLock} asks. */
export interface LockResolution {
  packages: readonly CargoLockedPackage[];
  /** The workspace's members: all of their features and optional dependencies count. */
  members: readonly CargoLockedPackage[];
  /** By package; `undefined` for one that nothing is known of. */
  facts(entry: CargoLockedPackage): CrateFacts | undefined;
  /** Whether a member's development dependencies count. Those of a package that is no member never do. */
  withDev(member: CargoLockedPackage): boolean;
}

/** The part of a lock that members need. */
export interface ResolvedLock {
  /** The packages kept, in the lock's order, each with the edges kept. */
  packages: CargoLockedPackage[];
  /** Packages that nothing is known of: all of their edges are kept. */
  unknown: CargoLockedPackage[];
}

interface State {
  features: Set<string>;
  /** The target of an edge of a package that nothing is known of: it may ask for any feature. */
  everything: boolean;
  edges: Set<CargoLockedDependency>;
}

/**
 * What cargo would lock for some members out of a lock that was made for more. A lock has only the optional dependencies
 * that somebody turns on, so who is left decides: features are followed through the graph as cargo's resolver does it for
 * a lock, for all targets at once. `a?/b` counts as using `a`, as in cargo (rust-lang/cargo#10801).
 */
export function resolveLock({ packages, members, facts, withDev }: LockResolution): ResolvedLock {
  const places = new Map(packages.map((entry) => [keyOf(entry), entry]));
  const states = new Map<CargoLockedPackage, State>();
  const isMember = new Set(members);
  const unknown: CargoLockedPackage[] = [];
  const queue: CargoLockedPackage[] = [];
  const reach = (entry: CargoLockedPackage, features: Iterable<string>, everything: boolean): void => {
    let state = states.get(entry);
    let changed = !state;
    if (!state) states.set(entry, (state = { features: new Set(), everything: false, edges: new Set() }));
    for (const feature of features) {
      changed ||= !state.features.has(feature);
      state.features.add(feature);
    }
    changed ||= everything && !state.everything;
    state.everything ||= everything;
    if (changed) queue.push(entry);
  };
  for (const member of members) reach(member, [], true);
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const state = states.get(entry)!;
    const known = facts(entry);
    if (!known) {
      if (!unknown.includes(entry)) unknown.push(entry);
      for (const edge of entry.dependencies) follow(edge, [], true, state, places, reach);
      continue;
    }
    const member = isMember.has(entry);
    const used = useFeatures(known, state);
    for (const dependency of known.dependencies) {
      if (dependency.kind === 'dev' && !(member && withDev(entry))) continue;
      if (dependency.optional && !used.has(dependency.alias)) continue;
      const asked = [...dependency.features, ...(used.get(dependency.alias) ?? [])];
      if (dependency.defaultFeatures) asked.push('default');
      for (const edge of edgesOf(entry, dependency)) follow(edge, asked, false, state, places, reach);
    }
  }
  return {
    packages: packages.flatMap((entry) => {
      const state = states.get(entry);
      return state ? [{ ...entry, dependencies: entry.dependencies.filter((edge) => state.edges.has(edge)) }] : [];
    }),
    unknown,
  };
}

const keyOf = ({ name, version, source = '' }: CargoLockedDependency): string => `${name}\n${version}\n${source}`;

function follow(
  edge: CargoLockedDependency,
  features: readonly string[],
  everything: boolean,
  { edges }: State,
  places: ReadonlyMap<string, CargoLockedPackage>,
  reach: (entry: CargoLockedPackage, features: Iterable<string>, everything: boolean) => void,
): void {
  edges.add(edge);
  const entry = places.get(keyOf(edge));
  if (entry) reach(entry, features, everything);
}

/** The edges that a dependency may have made. */
function edgesOf(
  entry: CargoLockedPackage,
  { name, path, git, requirement }: CargoDependency,
): readonly CargoLockedDependency[] {
  // A package that was replaced as a whole has one edge, to its replacement.
  const named = entry.dependencies.filter((edge) => edge.name === name);
  if (named.length <= 1) return named;
  const fitting = named.filter(({ version, source }) => {
    if (path !== undefined && source !== undefined) return false;
    if (git !== undefined && source?.startsWith('registry+')) return false;
    return requirement === undefined || requirementAllows(requirement, version) !== false;
  });
  return fitting.length > 0 ? fitting : named;
}

/** The aliases of optional dependencies that features turn on, and the features that they ask of dependencies. */
function useFeatures({ features, dependencies }: CrateFacts, state: State): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  const use = (alias: string): Set<string> => {
    let asked = used.get(alias);
    if (!asked) used.set(alias, (asked = new Set()));
    return asked;
  };
  const optional = new Set(dependencies.flatMap(({ alias, optional: may }) => (may ? [alias] : [])));
  if (state.everything) optional.forEach(use);
  const seen = new Set(state.everything ? [...Object.keys(features), ...state.features] : state.features);
  for (const feature of seen) {
    if (!Object.hasOwn(features, feature)) {
      if (optional.has(feature)) use(feature);
      continue;
    }
    for (const value of features[feature] ?? []) {
      const [head = '', asked] = splitOnce(value);
      if (asked === undefined) {
        if (value.startsWith('dep:')) use(value.slice('dep:'.length));
        else seen.add(value);
        continue;
      }
      const alias = head.replace(/\?$/, '');
      use(alias).add(asked);
      if (alias === head && optional.has(alias) && Object.hasOwn(features, alias)) seen.add(alias);
    }
  }
  return used;
}

function splitOnce(value: string): [string, string | undefined] {
  const at = value.indexOf('/');
  return at < 0 ? [value, undefined] : [value.slice(0, at), value.slice(at + 1)];
}

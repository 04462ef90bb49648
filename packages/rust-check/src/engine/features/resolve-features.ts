import type { FeatureValue } from './feature-value.js';
import type { GraphDependency, GraphPackage } from './package-graph.js';

/** What is asked of one crate: the part of its flags that chooses features. */
export interface FeatureRequest {
  features: readonly FeatureValue[];
  allFeatures: boolean;
  noDefaultFeatures: boolean;
}

/** How features are resolved, apart from what is asked for. */
export interface ResolveOptions {
  /** Whether the resolver keeps host and target apart: version 2 and 3 do. */
  separateHost: boolean;
  /** Whether a dependency that is limited to a platform is one on this side. */
  isOnPlatform: (target: string, side: BuildSide) => boolean;
}

/** For which platform a package is built; one and the same as long as the resolver doesn't keep them apart. */
export type BuildSide = 'target' | 'host';

/** A package as one build uses it. */
export interface ActivePackage {
  package: GraphPackage;
  side: BuildSide;
  features: Set<string>;
  /** Keys of optional dependencies that are switched on. */
  switchedOn: Set<string>;
  /** Packages that it is built with. */
  uses: Set<ActivePackage>;
}

/** What cargo builds for a crate: by the package's id and the side. */
export type ActivePackages = ReadonlyMap<string, ActivePackage>;

/**
 * The packages and features that cargo activates when it checks one crate alone with `--all-targets`: a fixpoint over
 * the crate, its development dependencies included, and what they lead to. It follows cargo's feature resolver (the
 * cargo book, "Feature resolver version 2"): with it, a package that is built for the host (build dependencies,
 * procedural macros and what they use) has features of its own.
 */
export function resolveFeatures(
  crate: GraphPackage,
  request: FeatureRequest,
  { separateHost, isOnPlatform }: ResolveOptions,
): ActivePackages {
  const active = new Map<string, ActivePackage>();
  /** `dep?/feature` entries that wait for their dependency to be switched on. */
  const waiting = new Map<ActivePackage, FeatureValue[]>();

  const dependenciesOf = (user: ActivePackage): GraphDependency[] =>
    user.package.dependencies.filter(
      ({ kind, target }) =>
        (kind !== 'dev' || user.package === crate) &&
        (target === undefined || isOnPlatform(target, kind === 'build' ? 'host' : user.side)),
    );

  const sideOf = (user: ActivePackage, { kind, package: used }: GraphDependency): BuildSide =>
    separateHost && (user.side === 'host' || kind === 'build' || used.isProcMacro) ? 'host' : 'target';

  /** Switches a package on, and with it what it can't be without; features come on top. */
  const activate = (entry: GraphPackage, side: BuildSide, values: readonly FeatureValue[]): ActivePackage => {
    const key = `${side} ${entry.id}`;
    let build = active.get(key);
    if (!build) {
      build = { package: entry, side, features: new Set(), switchedOn: new Set(), uses: new Set() };
      active.set(key, build);
      for (const dependency of dependenciesOf(build)) if (!dependency.optional) use(build, dependency);
    }
    for (const value of values) apply(build, value);
    return build;
  };

  const use = (user: ActivePackage, dependency: GraphDependency): void => {
    const used = activate(dependency.package, sideOf(user, dependency), requestOf(dependency));
    user.uses.add(used);
  };

  const apply = (build: ActivePackage, value: FeatureValue): void => {
    switch (value.kind) {
      case 'feature':
        switchOnFeature(build, value.name);
        return;
      case 'dependency':
        switchOnDependency(build, value.name);
        return;
      case 'dependency-feature':
        for (const dependency of dependenciesOf(build)) {
          if (dependency.alias === value.name) applyToDependency(build, dependency, value);
        }
    }
  };

  const switchOnFeature = (build: ActivePackage, name: string): void => {
    if (build.features.has(name)) return;
    build.features.add(name);
    for (const value of build.package.features.get(name) ?? []) apply(build, value);
  };

  const switchOnDependency = (build: ActivePackage, alias: string): void => {
    if (build.switchedOn.has(alias)) return;
    build.switchedOn.add(alias);
    for (const dependency of dependenciesOf(build)) if (dependency.alias === alias) use(build, dependency);
    for (const value of waiting.get(build) ?? []) if (value.name === alias) apply(build, value);
  };

  const applyToDependency = (
    build: ActivePackage,
    dependency: GraphDependency,
    value: FeatureValue & { kind: 'dependency-feature' },
  ): void => {
    if (dependency.optional) {
      if (value.weak && !build.switchedOn.has(value.name)) {
        waiting.set(build, [...(waiting.get(build) ?? []), value]);
        return;
      }
      switchOnDependency(build, value.name);
      // `name/feature` also switches on the feature that an optional dependency stands for, unless `dep:` hides it.
      if (!value.weak && build.package.features.has(value.name)) switchOnFeature(build, value.name);
    }
    activate(dependency.package, sideOf(build, dependency), [{ kind: 'feature', name: value.feature }]);
  };

  const wanted = requestedFeatures(crate, request);
  activate(crate, 'target', wanted);
  // A procedural macro is built for the host, and its tests are built for the target.
  if (separateHost && crate.isProcMacro) activate(crate, 'host', wanted);
  return active;
}

function requestedFeatures(crate: GraphPackage, request: FeatureRequest): FeatureValue[] {
  if (request.allFeatures) return [...crate.features.keys()].map((name) => ({ kind: 'feature', name }));
  return [...request.features, ...(request.noDefaultFeatures ? [] : defaultFeature(crate))];
}

function requestOf(dependency: GraphDependency): FeatureValue[] {
  return [...dependency.features, ...(dependency.defaultFeatures ? defaultFeature(dependency.package) : [])];
}

function defaultFeature({ features }: GraphPackage): FeatureValue[] {
  return features.has('default') ? [{ kind: 'feature', name: 'default' }] : [];
}

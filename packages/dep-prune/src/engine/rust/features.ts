import {
  type CargoCrate,
  type CargoLockSlice,
  type CargoProjects,
  type CrateFacts,
  createCrateFactsReader,
} from '@hone/core/cargo';
import type { RustDependency } from './types.js';

/** What a dependency's features are judged by. */
export interface FeatureInput {
  crate: CargoCrate;
  projects: CargoProjects;
  lock: CargoLockSlice | undefined;
}

/** A declaration that asks other packages' copies of a package for features. */
export interface FeatureEffect {
  /** The features that nobody else is known to ask for. */
  features: readonly string[];
  /** A package that uses the package too, and gets those features with it. */
  other: string;
}

/**
 * Cargo builds a package once, with the features that anybody asks for: a dependency that the code does not name can be
 * there to turn some on for others.
 *
 * @returns undefined when taking the declaration away would turn nothing off for anybody
 */
export function featureEffect(
  dependency: RustDependency,
  { crate, projects, lock }: FeatureInput,
): FeatureEffect | undefined {
  const asked = [...new Set([...dependency.features, ...forwarded(dependency, crate)])];
  if (asked.length === 0) return undefined;
  if (!lock) return { features: asked, other: 'a package that it may be shared with (there is no Cargo.lock to tell)' };
  const users = lock.packages.filter(
    (each) => each.name !== lock.root && each.dependencies.some(({ name }) => name === dependency.name),
  );
  const [first] = users;
  if (!first) return undefined;
  const table = lock.packages
    .filter(({ name }) => name === dependency.name)
    .map((each) => factsOf(each, projects)?.features);
  const others = users.flatMap((user) => askedBy(user, dependency.name, projects));
  const certain = closureOf(others, table.length === 1 ? table[0] : undefined);
  const features = asked.filter((feature) => !certain.has(feature));
  return features.length > 0 ? { features, other: first.name } : undefined;
}

/** Features that the crate's own features ask of the dependency: `x/std`, `x?/std`. */
export function forwarded({ alias, kind }: RustDependency, { features }: CargoCrate): string[] {
  if (kind !== 'normal') return [];
  return Object.values(features)
    .flat()
    .flatMap((value) =>
      value.startsWith(`${alias}/`) || value.startsWith(`${alias}?/`) ? [value.slice(value.indexOf('/') + 1)] : [],
    );
}

type LockedPackage = CargoLockSlice['packages'][number];

let reader: ReturnType<typeof createCrateFactsReader> | undefined;

function factsOf(entry: LockedPackage, { crates }: CargoProjects): CrateFacts | undefined {
  if (entry.source === undefined) return crates.find((each) => each.package.name === entry.name);
  reader ??= createCrateFactsReader();
  return reader(entry);
}

/** The features that a package asks another for in any case. */
function askedBy(user: LockedPackage, name: string, projects: CargoProjects): string[] {
  return (factsOf(user, projects)?.dependencies ?? [])
    .filter((each) => each.name === name && !each.optional && each.kind !== 'dev' && each.target === undefined)
    .flatMap(({ features, defaultFeatures }) => [...features, ...(defaultFeatures ? ['default'] : [])]);
}

function closureOf(
  features: readonly string[],
  table: Readonly<Record<string, readonly string[]>> | undefined,
): Set<string> {
  const closure = new Set(features);
  for (const feature of closure) for (const next of table?.[feature] ?? []) closure.add(next);
  return closure;
}

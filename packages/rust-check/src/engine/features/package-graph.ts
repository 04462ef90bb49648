import { type FeatureValue, parseFeatureValue } from './feature-value.js';
import type { CargoMetadata, MetadataDependency, MetadataNode, MetadataPackage } from './metadata.js';

/** A package with its dependencies tied to the packages that they were resolved to. */
export interface GraphPackage {
  id: string;
  name: string;
  version: string;
  source: string | null;
  /** Absolute path of its `Cargo.toml`. */
  manifestPath: string;
  isMember: boolean;
  isProcMacro: boolean;
  /** Absolute path of its build script, where it has one. */
  buildScript?: string;
  /** Its `[package.metadata]`. */
  metadata: unknown;
  features: ReadonlyMap<string, readonly FeatureValue[]>;
  dependencies: readonly GraphDependency[];
}

export interface GraphDependency {
  /** The key that it stands under in the manifest. */
  alias: string;
  kind: 'normal' | 'dev' | 'build';
  optional: boolean;
  defaultFeatures: boolean;
  features: readonly FeatureValue[];
  /** The triple or `cfg(…)` that it is limited to. */
  target?: string;
  package: GraphPackage;
}

/** Everything that the crates of one Cargo workspace can be built from. */
export interface PackageGraph {
  packages: ReadonlyMap<string, GraphPackage>;
  /** The members, by the absolute path of their `Cargo.toml`. */
  members: ReadonlyMap<string, GraphPackage>;
  /** Absolute path. */
  targetDirectory: string;
}

/** Ties the packages of `cargo metadata` together. Dependencies that the resolution left out (other platforms) are left out. */
export function createPackageGraph(metadata: CargoMetadata): PackageGraph {
  const memberIds = new Set(metadata.workspace_members);
  const packages = new Map(metadata.packages.map((entry) => [entry.id, createPackage(entry, memberIds)]));
  const declared = new Map(metadata.packages.map((entry) => [entry.id, entry.dependencies]));
  for (const node of metadata.resolve?.nodes ?? []) {
    const owner = packages.get(node.id);
    if (owner) owner.dependencies = resolveDependencies(declared.get(node.id) ?? [], node, packages);
  }
  const members = [...packages.values()].filter(({ isMember }) => isMember);
  return {
    packages,
    members: new Map(members.map((member) => [member.manifestPath, member])),
    targetDirectory: metadata.target_directory,
  };
}

type Mutable = Omit<GraphPackage, 'dependencies'> & { dependencies: readonly GraphDependency[] };

function createPackage(entry: MetadataPackage, memberIds: ReadonlySet<string>): Mutable {
  const buildScript = entry.targets.find(({ kind }) => kind.includes('custom-build'))?.src_path;
  return {
    id: entry.id,
    name: entry.name,
    version: entry.version,
    source: entry.source,
    manifestPath: entry.manifest_path,
    isMember: memberIds.has(entry.id),
    isProcMacro: entry.targets.some(({ kind }) => kind.includes('proc-macro')),
    ...(buildScript !== undefined && { buildScript }),
    metadata: entry.metadata,
    features: new Map(Object.entries(entry.features).map(([name, values]) => [name, values.map(parseFeatureValue)])),
    dependencies: [],
  };
}

function resolveDependencies(
  declared: readonly MetadataDependency[],
  node: MetadataNode,
  packages: ReadonlyMap<string, GraphPackage>,
): GraphDependency[] {
  return declared.flatMap((dependency) => {
    const target = findTarget(dependency, node, packages);
    if (!target) return [];
    return {
      alias: dependency.rename ?? dependency.name,
      kind: dependency.kind ?? 'normal',
      optional: dependency.optional,
      defaultFeatures: dependency.uses_default_features,
      features: dependency.features.map(parseFeatureValue),
      ...(dependency.target !== null && { target: dependency.target }),
      package: target,
    };
  });
}

/** The resolution names packages by the name that code sees, the manifest by its key: kind, platform and name tie them. */
function findTarget(
  dependency: MetadataDependency,
  node: MetadataNode,
  packages: ReadonlyMap<string, GraphPackage>,
): GraphPackage | undefined {
  const candidates = node.deps.filter(
    ({ pkg, dep_kinds }) =>
      packages.get(pkg)?.name === dependency.name &&
      dep_kinds.some(({ kind, target }) => kind === dependency.kind && target === dependency.target),
  );
  // Two versions of one package, of which at least one is renamed.
  const named = candidates.find(({ name }) => name === (dependency.rename ?? dependency.name).replaceAll('-', '_'));
  const found = named ?? candidates[0];
  return found && packages.get(found.pkg);
}

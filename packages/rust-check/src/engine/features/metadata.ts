/** The part of `cargo metadata --format-version 1` that is read here (the cargo book, "cargo metadata"). */
export interface CargoMetadata {
  packages: MetadataPackage[];
  workspace_members: string[];
  resolve: { nodes: MetadataNode[] } | null;
  /** Absolute path. */
  target_directory: string;
}

export interface MetadataPackage {
  id: string;
  name: string;
  version: string;
  /** Absent for a package of a path. */
  source: string | null;
  /** Absolute path of its `Cargo.toml`. */
  manifest_path: string;
  dependencies: MetadataDependency[];
  targets: { kind: string[]; name: string; src_path: string; test?: boolean; 'required-features'?: string[] }[];
  /** With what optional dependencies imply: `foo = ["dep:foo"]`. */
  features: Record<string, string[]>;
  metadata?: unknown;
}

/** A dependency as its `Cargo.toml` declares it. */
export interface MetadataDependency {
  name: string;
  rename: string | null;
  kind: 'dev' | 'build' | null;
  optional: boolean;
  uses_default_features: boolean;
  features: string[];
  /** A triple or `cfg(…)`. */
  target: string | null;
}

/** What the dependencies of a package were resolved to. */
export interface MetadataNode {
  id: string;
  deps: {
    /** The name under which code sees it: dashes are underscores. */
    name: string;
    pkg: string;
    dep_kinds: { kind: 'dev' | 'build' | null; target: string | null }[];
  }[];
}

/**
 * @throws SyntaxError for what is no JSON, TypeError when the parts that are read here are missing
 */
export function parseMetadata(text: string): CargoMetadata {
  const value = JSON.parse(text) as Partial<CargoMetadata> | null;
  if (!Array.isArray(value?.packages) || !Array.isArray(value.resolve?.nodes)) {
    throw new TypeError('cargo metadata printed something else than the metadata of packages');
  }
  return value as CargoMetadata;
}

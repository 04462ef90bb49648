import { posix } from 'node:path';
import { isTable, tableAt, type TomlTable } from '@hone/core/manifests';

/** A dependency as a `Cargo.toml` writes it. */
export interface CargoDependencyEntry {
  /** Keys from the top of the document to the entry. */
  path: string[];
  /** The package's own name. */
  name: string;
  /** The table it stands in, in cargo's spelling: `dependencies`, `dev-dependencies`, `workspace.dependencies`. */
  collection: string;
  /** The version requirement and the keys that lead to it. */
  requirement?: { text: string; path: string[] };
  /** The folder of a path dependency, relative to the workspace root. */
  folder?: string;
  /** `workspace = true`. */
  inherited: boolean;
  /** Comes from a git repository or from a registry that it names. */
  elsewhere: boolean;
}

/** The underscored names are cargo's old ones, which it still reads up to edition 2021. */
const COLLECTIONS = [
  'dependencies',
  'dev-dependencies',
  'dev_dependencies',
  'build-dependencies',
  'build_dependencies',
];

/**
 * Every dependency of a manifest, those of `[target.…]` and `[workspace.dependencies]` included.
 *
 * @param manifest the parsed document
 * @param folder where it lies, relative to the workspace root
 */
export function cargoDependencyEntries(manifest: TomlTable, folder: string): CargoDependencyEntry[] {
  const targets = tableAt(manifest, 'target');
  const places = [
    { at: [] as string[], table: manifest },
    ...Object.keys(targets).map((target) => ({ at: ['target', target], table: tableAt(targets, target) })),
  ];
  return [
    ...places.flatMap(({ at, table }) =>
      COLLECTIONS.flatMap((collection) =>
        entriesOf(tableAt(table, collection), [...at, collection], collection.replace('_', '-'), folder),
      ),
    ),
    ...entriesOf(
      tableAt(manifest, 'workspace', 'dependencies'),
      ['workspace', 'dependencies'],
      'workspace.dependencies',
      folder,
    ),
  ];
}

function entriesOf(table: TomlTable, at: string[], collection: string, folder: string): CargoDependencyEntry[] {
  return Object.entries(table).flatMap(([alias, value]): CargoDependencyEntry[] => {
    const path = [...at, alias];
    if (typeof value === 'string') {
      return [
        { path, name: alias, collection, requirement: { text: value, path }, inherited: false, elsewhere: false },
      ];
    }
    if (!isTable(value)) return [];
    const { package: renamed, version, path: to } = value;
    return [
      {
        path,
        name: typeof renamed === 'string' ? renamed : alias,
        collection,
        ...(typeof version === 'string' && { requirement: { text: version, path: [...path, 'version'] } }),
        ...(typeof to === 'string' && { folder: posix.join(folder, to.replaceAll('\\', '/')).replace(/(.)\/$/, '$1') }),
        inherited: value['workspace'] === true,
        elsewhere: ['git', 'registry', 'registry-index'].some((key) => value[key] !== undefined),
      },
    ];
  });
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { foldersAbove } from '../graph/candidates.js';
import type { FileSignatures } from '../graph/file-signatures.js';

/** What of package.json files is kept between commands: names of dependencies, or a version, with the file's signature. */
export interface NpmCache {
  dependencies: Record<string, [signature: string, names: string[]]>;
  versions: Record<string, [signature: string, version: string]>;
}

const TABLES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** Reads package.json files, those of installed packages too; each only when it changed. */
export class NpmManifests {
  readonly cache: NpmCache = { dependencies: {}, versions: {} };
  changed = false;

  constructor(
    private readonly workspaceRoot: string,
    private readonly signatures: FileSignatures,
    private readonly known: Partial<NpmCache>,
  ) {}

  /** Names of what the package.json of a folder declares; none when it can not be read. */
  dependenciesOf(root: string): string[] {
    const file = path.posix.join(root, 'package.json');
    const found = this.#read('dependencies', file, (manifest) => [
      ...new Set(TABLES.flatMap((table) => Object.keys(objectAt(manifest, table)))),
    ]);
    return found ?? [];
  }

  /** `name@version` of each that is installed where the folder's code would find it. */
  installedFor(root: string, names: readonly string[]): string[] {
    return names.flatMap((name) => {
      for (const folder of [root, ...foldersAbove(root)]) {
        const file = path.posix.join(folder, 'node_modules', name, 'package.json');
        if (this.signatures.of(file) === '') continue;
        const version = this.#read('versions', file, ({ version: written }) => String(written));
        return version === undefined ? [] : [`${name}@${version}`];
      }
      return [];
    });
  }

  #read<Kind extends keyof NpmCache>(
    kind: Kind,
    file: string,
    take: (manifest: Record<string, unknown>) => NpmCache[Kind][string][1],
  ): NpmCache[Kind][string][1] | undefined {
    const signature = this.signatures.of(file);
    if (signature === '') return undefined;
    let entry = this.known[kind]?.[file];
    if (entry?.[0] !== signature) {
      this.changed = true;
      entry = [signature, take(readManifest(path.join(this.workspaceRoot, file)))] as NpmCache[Kind][string];
    }
    const cached: Record<string, typeof entry> = this.cache[kind];
    cached[file] = entry;
    return entry[1];
  }
}

function readManifest(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function objectAt(value: Record<string, unknown>, key: string): object {
  const found = value[key];
  return typeof found === 'object' && found !== null ? found : {};
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Candidate } from './candidates.js';
import type { FileSignatures } from './file-signatures.js';

/** Names by configuration file, each with the file's signature; null where the file gives none. */
export type CachedNames = Record<string, [signature: string, name: string | null]>;

/** The names that Nx takes from a project.json or package.json in precedence over an inferred one. */
export class ConfiguredNames {
  readonly cache: CachedNames = {};
  changed = false;

  /** @param isWorkspace whether a folder is one of the package manager's workspaces, see `readNpmWorkspaces` */
  constructor(
    private readonly workspaceRoot: string,
    private readonly signatures: FileSignatures,
    private readonly isWorkspace: (folder: string) => boolean,
    private readonly known: CachedNames,
  ) {}

  /**
   * The name of the project that Nx finds in a folder by its own: that of the project.json, else of the package.json,
   * else of the folder; undefined where Nx finds none.
   */
  of({ root, files }: Candidate): string | undefined {
    const configured = files.includes('project.json');
    const packaged = files.includes('package.json') && (configured || root === '.' || this.isWorkspace(root));
    const name =
      (configured ? this.#read(path.posix.join(root, 'project.json')) : undefined) ??
      (packaged ? this.#read(path.posix.join(root, 'package.json')) : undefined);
    const isProject = configured || (packaged && root !== '.');
    return name ?? (isProject ? path.posix.basename(root).toLowerCase() : undefined);
  }

  #read(file: string): string | undefined {
    const signature = this.signatures.of(file);
    const known = this.known[file];
    const isFresh = known?.[0] === signature;
    if (!isFresh) this.changed = true;
    const entry: CachedNames[string] = isFresh ? known : [signature, readName(this.workspaceRoot, file) ?? null];
    this.cache[file] = entry;
    return entry[1] ?? undefined;
  }
}

/** In a package.json, `nx.name` counts before `name`; that of the workspace root names a project only if it has `nx`. */
function readName(workspaceRoot: string, file: string): string | undefined {
  try {
    const text = readFileSync(path.join(workspaceRoot, file), 'utf8');
    const { name, nx } = JSON.parse(text) as { name?: unknown; nx?: { name?: unknown } };
    if (file === 'package.json' && nx === undefined) return undefined;
    return [nx?.name, name].find((one) => typeof one === 'string') as string | undefined;
  } catch {
    return undefined;
  }
}

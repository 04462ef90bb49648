import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileSignatures } from '../graph/file-signatures.js';
import type { Candidate, Unnamed } from './detect.js';
import type { ManifestFacts } from './types.js';

/** Names by configuration file, each with the file's signature; null where the file gives none. */
export type CachedNames = Record<string, [signature: string, name: string | null]>;

/** The names that Nx takes from a project.json or package.json in precedence over an inferred one. */
export class ConfiguredNames {
  readonly cache: CachedNames = {};
  changed = false;

  constructor(
    private readonly workspaceRoot: string,
    private readonly signatures: FileSignatures,
    private readonly known: CachedNames,
  ) {}

  /** What a Python project's name is made of. */
  of({ root, files, manifest }: Candidate & { manifest: ManifestFacts }): Unnamed {
    const configuredName = files.includes('project.json') ? this.ofProjectJson(root) : this.#ofPackageJson(root);
    return {
      root,
      ...(configuredName !== undefined && { configuredName }),
      ...(manifest.name !== undefined && { distribution: manifest.name }),
    };
  }

  /** The name of a project with a project.json, which without a name in it is that of the folder. */
  ofProjectJson(root: string): string {
    return this.#read(path.posix.join(root, 'project.json')) ?? path.posix.basename(root).toLowerCase();
  }

  /** That of the workspace root names the workspace. */
  #ofPackageJson(root: string): string | undefined {
    if (root === '.' || !this.signatures.names(root).includes('package.json')) return undefined;
    return this.#read(path.posix.join(root, 'package.json'));
  }

  #read(file: string): string | undefined {
    const signature = this.signatures.of(file);
    let entry = this.known[file];
    if (entry?.[0] !== signature) {
      this.changed = true;
      entry = [signature, readName(path.join(this.workspaceRoot, file)) ?? null];
    }
    this.cache[file] = entry!;
    return entry![1] ?? undefined;
  }
}

function readName(file: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

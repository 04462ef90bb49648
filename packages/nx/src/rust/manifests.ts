import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CargoCrate, CargoManifest, CargoProbe } from '@hone/core/cargo';
import type { FileSignatures } from '../graph/file-signatures.js';
import { readers } from '../graph/readers.js';
import { brokenCrate } from './detect.js';

/** A `Cargo.toml` as it was read. */
export interface CachedManifest {
  signature: string;
  manifest: CargoManifest;
  /** Stands for a crate whose manifest can't be read. */
  broken?: CargoCrate;
}

/** What was read of all manifests. */
export interface ReadManifests {
  /** By file; kept on disk between commands. */
  cache: Record<string, CachedManifest>;
  changed: boolean;
}

/**
 * Reads manifests; only those that changed are parsed.
 *
 * @param files relative to the workspace root
 */
export async function readManifests(
  workspaceRoot: string,
  files: readonly string[],
  signatures: FileSignatures,
  known: Readonly<Record<string, CachedManifest>>,
): Promise<ReadManifests> {
  const cache: ReadManifests['cache'] = {};
  let changed = files.length !== Object.keys(known).length;
  for (const file of files) {
    const signature = signatures.of(file);
    let entry = known[file];
    if (entry?.signature !== signature) {
      changed = true;
      entry = { signature, ...(await readManifest(workspaceRoot, file)) };
    }
    cache[file] = entry;
  }
  return { cache, changed };
}

async function readManifest(workspaceRoot: string, file: string): Promise<Omit<CachedManifest, 'signature'>> {
  const { parseCargoManifest } = await readers.cargo();
  const text = readText(path.join(workspaceRoot, file));
  const manifest = parseCargoManifest(text, file);
  const broken = brokenCrate(text, manifest);
  return broken ? { manifest, broken } : { manifest };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}

/** Lists folders from what was listed already: one that its parent does not name is not looked for. */
export function probeOf(signatures: FileSignatures): CargoProbe {
  const exists = (folder: string): boolean =>
    folder === '.' || signatures.names(path.posix.dirname(folder)).includes(path.posix.basename(folder));
  return { names: (folder) => (folder.startsWith('..') || exists(folder) ? signatures.names(folder) : []) };
}

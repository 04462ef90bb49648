import path from 'node:path';
import type { CargoLock, CargoLockedDependency, CargoLockedPackage } from '@hone/core/cargo';
import type { FileSignatures } from '../graph/file-signatures.js';
import { readers } from '../graph/readers.js';
import { nodeName } from './external-nodes.js';
import type { LockFacts, LockedPackageFacts } from './types.js';

/** A lock file as it was read. */
export interface CachedLock {
  signature: string;
  facts: LockFacts;
}

/**
 * Reads locks; only those that changed are parsed.
 *
 * @param files relative to the workspace root
 */
export async function readLocks(
  workspaceRoot: string,
  files: readonly string[],
  signatures: FileSignatures,
  known: Readonly<Record<string, CachedLock>>,
): Promise<{ cache: Record<string, CachedLock>; changed: boolean }> {
  const cache: Record<string, CachedLock> = {};
  let changed = files.length !== Object.keys(known).length;
  for (const file of files) {
    const signature = signatures.of(file);
    let entry = known[file];
    if (entry?.signature !== signature) {
      changed = true;
      entry = { signature, facts: await readFacts(workspaceRoot, file) };
    }
    cache[file] = entry;
  }
  return { cache, changed };
}

async function readFacts(workspaceRoot: string, file: string): Promise<LockFacts> {
  const { readCargoLock } = await readers.cargo();
  const lock = readCargoLock(workspaceRoot, path.posix.dirname(file));
  return lock ? lockFacts(lock) : { file, packages: [], members: {} };
}

function lockFacts({ file, packages }: CargoLock): LockFacts {
  const members: LockFacts['members'] = {};
  for (const { name, source, dependencies } of packages) {
    if (source === undefined) members[name] = [...(members[name] ?? []), ...nodesOf(dependencies)];
  }
  return { file, packages: packages.filter(({ source }) => source !== undefined).map(packageFacts), members };
}

function packageFacts({ name, version, source, checksum, dependencies }: CargoLockedPackage): LockedPackageFacts {
  const local = dependencies.filter((one) => one.source === undefined).map((one) => one.name);
  return {
    name,
    version,
    hash: checksum ?? source ?? '',
    needs: nodesOf(dependencies),
    ...(local.length > 0 && { local }),
  };
}

function nodesOf(dependencies: readonly CargoLockedDependency[]): string[] {
  return dependencies.filter(({ source }) => source !== undefined).map(nodeName);
}

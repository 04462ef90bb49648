import {
  type CargoLock,
  type CargoProjects,
  type CrateFactsReader,
  createCrateFactsReader,
  readCargoLock,
  readCargoProjects,
} from '@hone/core/cargo';
import { runProcess } from '@hone/core/process';
import path from 'node:path';
import { readText } from '../read-text.js';
import { once, walkerOf } from '../shared.js';
import type { ContextRequest } from '../types.js';

/** What is read of a workspace's crates, once for all contexts of a batch. */
export interface CargoReadings {
  projects: CargoProjects;
  /** By the Cargo workspace's folder. */
  lock(folder: string): CargoLock | undefined;
  /** What is known of published crates; anew after {@link fillIndex}. */
  facts(): CrateFactsReader;
  /** Lets cargo fetch the index of what a lock names, once; a machine without cargo or network does without. */
  fillIndex(folder: string): Promise<void>;
  /** A file's text by its path relative to the workspace root; `undefined` when it is not there. */
  text(file: string): string | undefined;
}

/** Reads all Cargo manifests of a workspace; the rest when it is asked for. */
export function readCargoWorkspace(request: ContextRequest): CargoReadings {
  return once(request, 'cargo-workspace', () => {
    const { workspaceRoot } = request;
    const manifests = walkerOf(request).listFiles('.', { filter: (name) => name === 'Cargo.toml' });
    let facts = createCrateFactsReader();
    return {
      projects: readCargoProjects(workspaceRoot, manifests),
      lock: remember((folder) => readCargoLock(workspaceRoot, folder)),
      facts: () => facts,
      fillIndex: remember(async (folder) => {
        await fetchIndex(path.join(workspaceRoot, folder));
        facts = createCrateFactsReader();
      }),
      text: remember((file) => readText(workspaceRoot, file)),
    };
  });
}

/** The one command that fetches the index alone, downloads no crate and writes no lock. */
async function fetchIndex(cwd: string): Promise<void> {
  await runProcess({ command: 'cargo', args: ['update', '--workspace', '--dry-run'], cwd, timeoutMs: 60_000 });
}

function remember<T>(read: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key)!;
  };
}

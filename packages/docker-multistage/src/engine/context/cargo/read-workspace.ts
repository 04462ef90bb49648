import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type CargoLock,
  type CargoProjects,
  type CrateFactsReader,
  createCrateFactsReader,
  readCargoLock,
  readCargoProjects,
} from '@hone/core/cargo';
import { createWalker, type Walker } from '@hone/core/files';

/** What is read once for all contexts of a run. */
export interface CargoReadings {
  root: string;
  walker: Walker;
  projects: CargoProjects;
  facts: CrateFactsReader;
  /** The lock of a Cargo workspace, by its folder. */
  lock(folder: string): CargoLock | undefined;
  /** A file's text by its path relative to the workspace root; `undefined` when it is not there. */
  text(file: string): string | undefined;
}

/** Reads all Cargo manifests of a workspace; the rest when it is asked for. As old as its making. */
export function readCargoWorkspace(workspaceRoot: string): CargoReadings {
  const walker = createWalker(workspaceRoot);
  const manifests = walker.listFiles('.', { filter: (name) => name === 'Cargo.toml' });
  const projects = readCargoProjects(workspaceRoot, manifests);
  return {
    root: workspaceRoot,
    walker,
    projects,
    facts: createCrateFactsReader(),
    lock: remember((folder) => readCargoLock(workspaceRoot, folder)),
    text: remember((file) => readText(path.join(workspaceRoot, file))),
  };
}

function remember<T>(read: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key)!;
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

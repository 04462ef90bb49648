import { statSync } from 'node:fs';
import path from 'node:path';
import { type CargoCrate, readCrateReferences } from '@hone/core/cargo';
import type { ContextEntry } from '../types.js';
import type { CargoReadings } from './read-workspace.js';

/** A file of the workspace as it is. */
export function fileEntry(root: string, file: string): ContextEntry | undefined {
  const stats = statSync(path.join(root, file), { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  return { path: file, source: { kind: 'file', file }, executable: (stats.mode & 0o111) !== 0 };
}

/** All files of a crate, without those of crates inside it. */
export function crateFiles({ root }: CargoCrate, { walker, projects }: CargoReadings): string[] {
  const nestedRoots = projects.crates.map((crate) => crate.root).filter((other) => isInside(other, root));
  return walker.listFiles(root, { nestedRoots });
}

/** The files outside of a crate that its sources name: `include_str!`, `#[path]`, protos of build scripts. */
export function referencedFiles(crate: CargoCrate, readings: CargoReadings): string[] {
  const sources = crateFiles(crate, readings).filter((file) => file.endsWith('.rs'));
  const { outside } = readCrateReferences(readings.root, crate, sources);
  return outside.flatMap((pattern) => {
    const star = pattern.indexOf('*');
    if (star < 0) return [pattern];
    const folder = path.posix.dirname(`${pattern.slice(0, star)}x`);
    const extension = /\*(\.\w+)$/.exec(pattern)?.[1] ?? '';
    return readings.walker.listFiles(folder).filter((file) => file.endsWith(extension));
  });
}

const isInside = (folder: string, above: string): boolean =>
  folder !== above && (above === '.' || folder.startsWith(`${above}/`));

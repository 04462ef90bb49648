import type { Dependency, EntryPoint, ManifestProblem, PythonProject } from './types.js';

/** What one manifest says of its project; readers of all formats give this, and a merge makes a project of them. */
export interface PartialProject {
  name?: string;
  version?: string;
  requiresPython?: string;
  dependencies: Dependency[];
  /** Normalised. */
  extras: string[];
  /** Normalised. */
  groups: string[];
  entryPoints: EntryPoint[];
  workspace?: PythonProject['workspace'];
  problems: ManifestProblem[];
}

export function emptyProject(): PartialProject {
  return { dependencies: [], extras: [], groups: [], entryPoints: [], problems: [] };
}

/** Reads `name = module:attribute` tables into entry points of one group. */
export function entryPointsOf(
  group: string,
  table: Readonly<Record<string, unknown>>,
  file: string,
  lineOf: (name: string) => number | undefined,
): EntryPoint[] {
  return Object.entries(table).flatMap(([name, value]) => {
    if (typeof value !== 'string') return [];
    const line = lineOf(name);
    return [{ group, name, value, file, ...(line !== undefined && { line }) }];
  });
}

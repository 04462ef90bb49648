import type { CargoWorkspace } from '@hone/core/cargo';
import type { PruneOptions } from '../../executors/prune/schema.js';
import type { Declaration, Evidence } from '../types.js';
import { markersOf } from './markers.js';

/**
 * Entries of `[workspace.dependencies]` that no member inherits. One crate of the workspace answers for them: the graph
 * plugin, which has read all members, tells it. What a member has come to inherit since then is none of them.
 */
export function idleEntries(
  { file, idleDependencies = [] }: CargoWorkspace,
  text: string,
  { workspaceDependencies = [] }: Pick<PruneOptions, 'workspaceDependencies'>,
): { declarations: Declaration[]; evidence: Evidence[] } {
  const told = new Set(workspaceDependencies);
  const idle = idleDependencies.filter(({ alias }) => told.has(alias));
  const part = 'workspace' as const;
  return {
    declarations: idle.map(({ alias, name, line }) => ({
      ecosystem: 'rust',
      name: alias,
      part,
      written: alias === name ? name : `${alias} (${name})`,
      scope: 'runtime',
      group: '[workspace.dependencies]',
      file,
      ...(line !== undefined && { line }),
      extras: [],
    })),
    evidence: markersOf([{ file, text }], idle).map((each) => ({ ...each, part })),
  };
}

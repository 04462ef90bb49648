import {
  type CargoCut,
  type CargoCrate,
  type CargoLock,
  type CargoWorkspace,
  cutCargoWorkspace,
  withoutDevDependencies,
} from '@hone/core/cargo';
import type { CargoReadings } from './read-workspace.js';

/** One Cargo workspace of a context. */
export interface WorkspaceCut {
  workspace: CargoWorkspace;
  wanted: string[];
  lock?: CargoLock;
  cut: CargoCut;
  /** Manifests of members without their development dependencies, by file. */
  manifests: Map<string, string>;
}

/** Cuts each Cargo workspace that one of the wanted crates belongs to, in the order of their folders. */
export function planCuts(wanted: readonly CargoCrate[], readings: CargoReadings): WorkspaceCut[] {
  return readings.projects.workspaces.flatMap((workspace) => {
    const mine = wanted.filter((crate) => crate.workspace === workspace.root).map(({ root }) => root);
    return mine.length > 0 ? [planCut(workspace, mine.sort(), readings)] : [];
  });
}

function planCut(workspace: CargoWorkspace, wanted: string[], readings: CargoReadings): WorkspaceCut {
  const { projects, facts } = readings;
  const lock = readings.lock(workspace.root);
  const crates = new Map(projects.crates.map((crate) => [crate.root, crate]));
  const withDev = new Set<string>();
  for (;;) {
    const cut = cutCargoWorkspace({ projects, workspace, lock, wanted, withDev, facts });
    const manifests = new Map<string, string>();
    const before = withDev.size;
    for (const folder of cut.withoutDev) {
      const { file, dependencies } = crates.get(folder)!;
      if (!dependencies.some(({ kind }) => kind === 'dev')) continue;
      const text = withoutDevDependencies(readings.text(file) ?? '', file);
      if (text === undefined) withDev.add(folder);
      else manifests.set(file, text);
    }
    if (withDev.size === before) return { workspace, wanted, ...(lock && { lock }), cut, manifests };
  }
}

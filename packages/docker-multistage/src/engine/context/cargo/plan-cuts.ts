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
  /** Folders of the crates that the image is made of. */
  wanted: string[];
  lock?: CargoLock;
  cut: CargoCut;
  /** Manifests of members without their development dependencies, by file. */
  manifests: Map<string, string>;
}

/** Cuts each Cargo workspace that one of the wanted crates belongs to, in the order of their folders. */
export async function planCuts(wanted: readonly CargoCrate[], readings: CargoReadings): Promise<WorkspaceCut[]> {
  const cuts: WorkspaceCut[] = [];
  for (const workspace of readings.projects.workspaces) {
    const mine = wanted.filter((crate) => crate.workspace === workspace.root).map(({ root }) => root);
    if (mine.length === 0) continue;
    let cut = planCut(workspace, mine.sort(), readings);
    if (cut.cut.unknown.length > 0) {
      await readings.fillIndex(workspace.root);
      cut = planCut(workspace, mine, readings);
    }
    cuts.push(cut);
  }
  return cuts;
}

function planCut(workspace: CargoWorkspace, wanted: string[], readings: CargoReadings): WorkspaceCut {
  const { projects } = readings;
  const lock = readings.lock(workspace.root);
  const crates = new Map(projects.crates.map((crate) => [crate.root, crate]));
  const withDev = new Set<string>();
  for (;;) {
    const cut = cutCargoWorkspace({ projects, workspace, lock, wanted, withDev, facts: readings.facts() });
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

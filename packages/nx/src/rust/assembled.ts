import type { CargoCrate, CargoProbe, CargoProjects } from '@hone/core/cargo';
import type { FileSignatures } from '../graph/file-signatures.js';
import { readers } from '../graph/readers.js';
import { keepState, readState } from '../graph/state.js';
import { type CachedManifest, probeOf, readManifests } from './manifests.js';

/** What all manifests together say, with all that was looked at for it. */
export interface CachedProjects {
  /** The signatures of manifests and of folders, by path. */
  seen: Record<string, string>;
  projects: CargoProjects;
}

/** State of its own, since it is of use only when a manifest changed. */
interface ManifestState {
  manifests: Record<string, CachedManifest>;
}

/**
 * Puts the manifests of a workspace together. When they and the folders that cargo looks for targets in are as they were,
 * nothing is read, and nothing is loaded that could.
 *
 * @param files the manifests, relative to the workspace root
 */
export async function readProjects(
  workspaceRoot: string,
  files: readonly string[],
  signatures: FileSignatures,
  known: CachedProjects | undefined,
): Promise<CachedProjects> {
  if (known && isFresh(known, files, signatures)) return known;
  const state = readState<ManifestState>(workspaceRoot, 'rust-manifests').manifests ?? {};
  const manifests = await readManifests(workspaceRoot, files, signatures, state);
  keepState(workspaceRoot, 'rust-manifests', { manifests: manifests.cache }, manifests.changed);
  return assemble(manifests.cache, signatures);
}

function isFresh({ seen }: CachedProjects, files: readonly string[], signatures: FileSignatures): boolean {
  if (files.some((file) => seen[file] === undefined)) return false;
  return Object.entries(seen).every(([path, signature]) => signatures.of(path) === signature);
}

/** Crates whose manifest can't be read are among the others. */
async function assemble(
  manifests: Readonly<Record<string, CachedManifest>>,
  signatures: FileSignatures,
): Promise<CachedProjects> {
  const { assembleCargoProjects } = await readers.cargo();
  const seen: CachedProjects['seen'] = {};
  for (const [file, { signature }] of Object.entries(manifests)) seen[file] = signature;
  const entries = Object.values(manifests);
  const probe = recording(probeOf(signatures), seen, signatures);
  const projects = assembleCargoProjects(
    entries.map(({ manifest }) => manifest),
    probe,
  );
  const roots = new Set(projects.crates.map(({ root }) => root));
  const broken: CargoCrate[] = entries.flatMap((entry) => entry.broken ?? []).filter(({ root }) => !roots.has(root));
  return { seen, projects: { ...projects, crates: [...projects.crates, ...broken] } };
}

/** A folder's times change when something in it comes or goes. */
function recording(probe: CargoProbe, seen: Record<string, string>, signatures: FileSignatures): CargoProbe {
  return {
    names(folder) {
      seen[folder] ??= signatures.of(folder);
      return probe.names(folder);
    },
  };
}

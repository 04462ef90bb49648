import { planRemoval } from './plan-removal.js';
import { sharedWith } from './shared-files.js';
import type { JudgedProject } from '../types.js';

/** A judged project whose manifests are its own, and a sentence about each that had to be left out. */
export interface OwnManifests {
  judged: JudgedProject;
  notes: string[];
}

/** Leaves out the manifests that a removal would change though other projects include them. */
export function withoutSharedManifests(judged: JudgedProject): OwnManifests {
  const shared = planRemoval(judged)
    .map(({ path }) => ({ path, reason: sharedWith(judged.request, path) }))
    .filter(({ reason }) => reason !== undefined);
  if (shared.length === 0) return { judged, notes: [] };
  const manifests = new Map(judged.manifests);
  for (const { path } of shared) manifests.delete(path);
  return {
    judged: { ...judged, manifests },
    notes: shared.map(({ path, reason }) => `${path} is not edited: ${reason}.`),
  };
}

import type { CargoManifest, CargoProbe } from './manifest-types.js';
import type { CargoProjects } from './types.js';

/**
 * Puts manifests together: which crate belongs to which Cargo workspace, what it inherits, which targets it has. Reads
 * no manifest; only names of folders are asked for.
 *
 * @param manifests every manifest of the Nx workspace, as {@link parseCargoManifest} gives them, in any order
 */
export function assembleCargoProjects(manifests: readonly CargoManifest[], probe: CargoProbe): CargoProjects {
  throw new Error(`not there yet: ${manifests.length} ${String(probe)}`);
}

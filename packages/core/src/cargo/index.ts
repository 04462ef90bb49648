export type * from './types.js';
export type * from './manifest-types.js';
export { parseCargoManifest } from './parse-manifest.js';
export { assembleCargoProjects } from './assemble.js';
export { nodeCargoProbe, readCargoManifest, readCargoProjects } from './read-projects.js';
export { createCrateFinder, findCrate, type FoundCrate } from './find-crate.js';
export { parseCargoLock, readCargoLock } from './lock.js';
export { createCargoSlicer, type CargoSlicer } from './slice.js';
export { requirementAllows } from './requirement.js';
export { parseCargoLockSlice, renderCargoLockSlice } from './slice-text.js';
export {
  type CrateReferences,
  readCrateReferences,
  type RustReference,
  type RustReferenceKind,
  scanBuildScript,
  scanRustReferences,
} from './scan/references.js';

export type * from './types.js';
export type * from './manifest-types.js';
export { parseCargoManifest } from './parse-manifest.js';
export { assembleCargoProjects } from './assemble.js';
export { nodeCargoProbe, readCargoManifest, readCargoProjects } from './read-projects.js';
export { createCrateFinder, findCrate, type FoundCrate } from './find-crate.js';
export { parseCargoLock, readCargoLock } from './lock.js';
export { localFolder } from './local-dependency.js';
export { createCargoSlicer, type CargoSlicer } from './slice.js';
export { requirementAllows } from './requirement.js';
export { parseCargoLockSlice, renderCargoLockSlice } from './slice-text.js';
export type * from './scan/types.js';
export { scanRustReferences } from './scan/source.js';
export { scanBuildScript } from './scan/build-script.js';
export { isBuildScript, readCrateReferences, settleReferences } from './scan/references.js';
export { type CrateFacts, type CrateFactsReader, createCrateFactsReader, parseIndexEntry } from './crate-facts.js';
export { type LockResolution, resolveLock, type ResolvedLock } from './resolve-lock.js';
export { cutCargoLock, type LockCut } from './cut-lock.js';
export { type CargoCut, type CargoCutRequest, cutCargoWorkspace } from './cut-workspace.js';
export { type ReducedWorkspace, reduceRootManifest, withoutDevDependencies } from './reduce-manifest.js';
export {
  type CargoBuildTool,
  type Installer,
  LIBRARY_PACKAGES,
  PROTOC_SUPPLIERS,
  TOOL_PACKAGES,
  TOOL_RUNNERS,
} from './build-tools.data.js';
export { createLineCounter, rustTokens, type RustToken } from './scan/tokens.js';

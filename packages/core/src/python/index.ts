export type * from './types.js';
export { decodePython, type DecodedPython, type DecodeProblemKind } from './decode.js';
export { findProjectModules, type ProjectModules, type ProjectModulesInput } from './project-modules.js';
export { scanPythonImports } from './scan-imports.js';
export { standardLibraryModules, standardLibrarySpan } from './stdlib.js';
export { parseLayout, type PackageLayout } from './layout.js';
export { readInstalledDistributions, type InstalledDistribution } from './installed.js';
export { distributionsForModule, isNamespaceName, knownDistributionsFor } from './distributions.js';
export { longestPrefix, modulesOf } from './module-names.js';
export {
  readPythonSources,
  type PythonSource,
  type PythonSources,
  type PythonSourcesInput,
} from './project-sources.js';
export { sourceRoleOf, type SourceRole } from './source-roles.js';

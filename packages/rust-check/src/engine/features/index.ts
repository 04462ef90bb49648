/**
 * Which features cargo switches on for a crate alone, and which crates can therefore be checked in one call without
 * changing each other's result.
 *
 * @module
 */
export { type FeatureValue, parseFeatureValue } from './feature-value.js';
export { groupCompatible } from './group.js';
export { type CargoMetadata, parseMetadata } from './metadata.js';
export { createPackageGraph, type GraphPackage, type PackageGraph } from './package-graph.js';
export { matchesPlatform, parsePlatform, type Platform } from './platform.js';
export {
  type ActivePackage,
  type ActivePackages,
  type BuildSide,
  type FeatureRequest,
  type ResolveOptions,
  resolveFeatures,
} from './resolve-features.js';

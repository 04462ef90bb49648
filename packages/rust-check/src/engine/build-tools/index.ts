/**
 * Outside tools that build scripts need: `probeBuildTools` looks on the machine, `missingBuildTools` judges before cargo
 * runs, `missingToolInOutput` after a build script failed all the same.
 */
export { createBuildToolFacts, createScriptReader, type ReadText } from './facts.js';
export { missingToolDiagnostic } from './diagnostic.js';
export { requiredBuildTools } from './required.js';
export { missingBuildTools } from './missing.js';
export { missingToolInOutput } from './output.js';
export { buildToolRules } from './rules.js';
export { probeBuildTools, type ProbeOptions } from './probe.js';
export type {
  BuildEnvironment,
  BuildPackage,
  BuildToolFacts,
  BuildToolName,
  MissingTool,
  RequiredTool,
} from './types.js';

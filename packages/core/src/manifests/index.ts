export type * from './types.js';
export { normalizeName } from './names.js';
export { compareVersions, isPrerelease, parseVersion, renderVersion, type LocalPart, type Version } from './version.js';
export {
  parseSpecifier,
  renderSpecifier,
  type Specifier,
  type SpecifierError,
  type SpecifierOperator,
} from './specifier.js';
export { lowestPython, satisfies, specifierIsEmpty } from './specifier-set.js';
export {
  MARKER_VARIABLES,
  parseMarker,
  renderMarker,
  type Marker,
  type MarkerComparison,
  type MarkerError,
  type MarkerOperand,
  type MarkerOperator,
  type MarkerVariable,
} from './marker.js';
export { evaluateMarker, type MarkerEnvironment } from './marker-evaluate.js';
export { parseRequirement, renderRequirement, type RequirementError } from './requirement.js';
export { parsePyproject, type Pyproject, type PyprojectOptions } from './pyproject.js';
export type { PartialProject } from './partial.js';
export { parseRequirements, type RequirementsFile, type RequirementsOptions } from './requirements.js';
export { parseSetupCfg, type SetupCfg } from './setup-cfg.js';
export { parseSetupPy } from './setup-py.js';
export { translatePoetryConstraint } from './poetry-constraint.js';
export { isPythonManifestName, requirementsRole } from './manifest-names.js';
export { nodeManifestFiles, rememberedManifestFiles, type ManifestFiles } from './manifest-files.js';
export { readPythonProject } from './project.js';
export { markerIsNeverTrue, markersAgree } from './marker-space.js';
export type { TomlChange, TomlPath, TomlPlacement, TomlStep } from './toml-change.js';
export { editToml, planTomlEdits } from './toml-edit.js';
export type { TomlInput } from './toml-edit-render.js';
export { asStrings, isTable, parseToml, type ParsedToml, stringAt, tableAt, type TomlTable } from './toml.js';
export { planUvMembers, renderUvRoot, type UvRootParts } from './uv-root.js';

import type { MetadataRule } from '../finding.js';
import { authorInvalid } from './author-invalid.js';
import { buildBackend } from './build-backend.js';
import { buildSystem } from './build-system.js';
import { classifierDeprecated } from './classifier-deprecated.js';
import { classifierPython } from './classifier-python.js';
import { classifierUnknown } from './classifier-unknown.js';
import { dependencyContradictory } from './dependency-contradictory.js';
import { dependencyDuplicate } from './dependency-duplicate.js';
import { dependencySelf } from './dependency-self.js';
import { dynamicInvalid } from './dynamic-invalid.js';
import { entryPointInvalid } from './entry-point-invalid.js';
import { entryPointUnresolved } from './entry-point-unresolved.js';
import { entryRepeated } from './entry-repeated.js';
import { extraInvalid } from './extra-invalid.js';
import { fieldType } from './field-type.js';
import { fieldUnknown } from './field-unknown.js';
import { groupInvalid } from './group-invalid.js';
import { importNameInvalid } from './import-name-invalid.js';
import { licenseClassifier } from './license-classifier.js';
import { licenseDeprecated } from './license-deprecated.js';
import { licenseExpression } from './license-expression.js';
import { licenseFiles } from './license-files.js';
import { licenseTable } from './license-table.js';
import { manifestProblem } from './manifest-problem.js';
import { markerNeverTrue } from './marker-never-true.js';
import { nameInvalid } from './name-invalid.js';
import { poetryMetadata } from './poetry-metadata.js';
import { readmeInvalid } from './readme-invalid.js';
import { requirementInvalid } from './requirement-invalid.js';
import { requiresPython } from './requires-python.js';
import { tomlInvalid } from './toml-invalid.js';
import { urlInvalid } from './url-invalid.js';
import { uvSourceUnused } from './uv-source-unused.js';
import { versionInvalid } from './version-invalid.js';

/** The rules of the check `metadata`. A new rule is a file here and a line in this table. */
export const metadataRules: readonly MetadataRule[] = [
  tomlInvalid,
  manifestProblem,
  buildSystem,
  buildBackend,
  fieldUnknown,
  fieldType,
  nameInvalid,
  versionInvalid,
  dynamicInvalid,
  readmeInvalid,
  licenseExpression,
  licenseDeprecated,
  licenseFiles,
  licenseTable,
  licenseClassifier,
  requiresPython,
  classifierUnknown,
  classifierDeprecated,
  classifierPython,
  entryRepeated,
  authorInvalid,
  urlInvalid,
  importNameInvalid,
  entryPointInvalid,
  entryPointUnresolved,
  extraInvalid,
  groupInvalid,
  requirementInvalid,
  dependencyDuplicate,
  dependencyContradictory,
  dependencySelf,
  markerNeverTrue,
  uvSourceUnused,
  poetryMetadata,
];

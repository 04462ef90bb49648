export { checkMetadata } from './metadata-check.js';
export { metadataRules } from './rules/index.js';

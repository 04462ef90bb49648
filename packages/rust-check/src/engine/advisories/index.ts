/**
 * cargo-deny and cargo-audit: from what they print to diagnostics of the crates whose dependencies are concerned.
 *
 * @module
 */
export type * from './types.js';
export type { RoutedPackage } from './route.js';
export { parseDenyOutput } from './parse-deny.js';
export { parseAuditOutput } from './parse-audit.js';
export { advisoryDiagnostics, type AdvisoryCrate } from './attribute.js';
export { checkAdvisories, type AdvisoryRun } from './check-advisories.js';
export { advisoryRules } from './rules.js';

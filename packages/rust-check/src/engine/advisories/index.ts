/**
 * cargo-deny and cargo-audit: from what they print to diagnostics of the crates whose dependencies are concerned.
 *
 * @module
 */
export { parseDenyOutput } from './parse-deny.js';
export { parseAuditOutput } from './parse-audit.js';
export type { AdvisoryFinding, AdvisoryPackage } from './types.js';
export { advisoryDiagnostics, type AdvisoryCrate } from './attribute.js';
export { checkAdvisories, type AdvisoryRun } from './check-advisories.js';

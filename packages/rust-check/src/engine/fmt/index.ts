/**
 * What rustfmt would change, as diagnostics with exact fixes. `formatFindings` does it all; the parts are exported for
 * tests and for callers that run rustfmt themselves.
 *
 * @module
 */
export { type FormatCrate, type FormatCall, planFormatCalls } from './plan.js';
export { type FormatDiff, type FormatHunk, parseFormatDiff } from './parse-diff.js';
export { parseFormatErrors, type FormatError } from './parse-errors.js';
export { formatFindings, type FormatRun } from './format-findings.js';
export { withoutRepeatedErrors } from './repeated-errors.js';
export { formatRules } from './rules.js';

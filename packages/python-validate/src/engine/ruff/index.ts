export { syntaxAndLint, type SyntaxAndLint, type SyntaxAndLintResult } from './run-ruff.js';
export { embeddedVersion } from './rule-table.js';

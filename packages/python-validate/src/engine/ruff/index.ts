export type { SyntaxAndLint } from './prepare.js';
export { syntaxAndLint, type SyntaxAndLintResult } from './run-ruff.js';
export { RuffFinder } from './native/find-ruff.js';
export { embeddedVersion } from './rule-table.js';

import type { Check } from '../../check.js';
import { syntaxAndLint } from '../../ruff/index.js';

/** Every file compiles for the lowest Python of its project; needs no Python. */
export const checkSyntax: Check = async (projects, signal) =>
  (await syntaxAndLint(projects, { syntax: true, lint: false }, signal)).syntax ?? new Map();

export { sourceRules } from './rules.js';

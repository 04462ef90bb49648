import type { Check } from '../../check.js';
import { syntaxAndLint } from '../../ruff/index.js';

/** Ruff, under each project's own configuration. */
export const checkLint: Check = async (projects, signal) =>
  (await syntaxAndLint(projects, { syntax: false, lint: true }, signal)).lint ?? new Map();

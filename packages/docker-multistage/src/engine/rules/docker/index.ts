import type { Rule } from '../../rule.js';

/** The rules of our own. */
export const dockerRules: readonly Rule[] = [];

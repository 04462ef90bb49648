/**
 * Checks the rules and formats of a workspace by their own examples, as the tests of this package do with those that come
 * along.
 *
 * @module
 */
export { checkFormat } from './check-format.js';
export { checkRule } from './check-rule.js';
export type { Checked, CheckProblem } from './checked.js';

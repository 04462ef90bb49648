import { createEslintFixer } from './fixer.js';

export { createEslintFixer, type EslintFixerOptions } from './fixer.js';

/** ESLint's fixes, by the workspace's own ESLint. */
export const eslintFixer = createEslintFixer();

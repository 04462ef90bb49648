import { createTypeScriptFixer } from './fixer.js';

export { createTypeScriptFixer, type TypeScriptFixer } from './fixer.js';

/** TypeScript's code fixes, from one set of language services for the whole run. */
export const typescriptFixer = createTypeScriptFixer();

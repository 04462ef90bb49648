import type { Ecosystem } from '../types.js';
import { planJavaScriptEdits } from './plan-edits.js';
import { readJavaScriptFacts } from './read-facts.js';

/** npm packages: `dependencies`, `devDependencies` and `optionalDependencies` of a package.json, judged by knip. */
export const javaScriptEcosystem: Ecosystem = {
  id: 'javascript',
  read: readJavaScriptFacts,
  planEdits: planJavaScriptEdits,
};

import type { Rule } from '../../../rule.js';
import { importDevOnly } from './import-dev-only.js';
import { importTransitive } from './import-transitive.js';
import { importUndeclared } from './import-undeclared.js';
import { importUnresolved } from './import-unresolved.js';

/** The rules of the check `imports`. */
export const importRules: readonly Rule[] = [importUndeclared, importUnresolved, importDevOnly, importTransitive];

/**
 * Compares `standardLibraryModules` with what `stdlib_names.py` prints.
 *
 *     python stdlib_names.py PYTHON... | npx tsx stdlib.mts
 */
import { readFileSync } from 'node:fs';
import { standardLibraryModules } from '../../../packages/core/src/python/index.js';

/** For CPython's own tests; not meant to be imported by anything else. */
const INTERNAL = /^(?:_test|_ctypes_test|_?xx|lib$)/;
const expected: Record<string, string[]> = JSON.parse(readFileSync(0, 'utf8'));
let missingTotal = 0;
for (const [minor, names] of Object.entries(expected)) {
  const known = standardLibraryModules(Number(minor));
  const missing = names.filter((name) => !known.has(name) && !INTERNAL.test(name));
  // One machine's library lacks other platforms' modules, so private names may be more here than there.
  const extra = [...known].filter((name) => !names.includes(name) && !name.startsWith('_'));
  console.log(
    `3.${minor}: ${known.size} names; missing: ${missing.join(' ') || 'none'}; extra: ${extra.join(' ') || 'none'}`,
  );
  missingTotal += missing.length;
}
process.exitCode = missingTotal > 0 ? 1 : 0;

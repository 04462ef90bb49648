/**
 * Compares the bundled table of import names with what distributions themselves say (`RECORD`, `Import-Name`,
 * `top_level.txt`).
 *
 *     pip install --no-deps --target FOLDER NAME...
 *     npx tsx distributions.mts FOLDER...
 *
 * Folders are `site-packages` folders or such targets. Exits with 1 when a line of the table is wrong; names that the
 * table lacks are listed for information.
 */
import { distributionsForModule, readInstalledDistributions } from '../../../packages/core/src/python/index.js';
import { DISTRIBUTION_NAMES } from '../../../packages/core/src/python/distribution-names.data.js';

const installed = readInstalledDistributions(process.argv.slice(2));
const byName = new Map(installed.map((distribution) => [distribution.normalizedName, distribution]));
const lines = DISTRIBUTION_NAMES.trim()
  .split('\n')
  .map((line) => line.split(' '));

/** True of older versions (`pkg_resources`), or made at run time (`distutils`): no wheel of today can show it. */
const NOT_SHOWN = new Set(['pkg_resources', 'distutils']);

let checked = 0;
const wrong: string[] = [];
for (const [prefix = '', ...names] of lines) {
  if (NOT_SHOWN.has(prefix)) continue;
  for (const name of names) {
    const distribution = byName.get(name);
    if (!distribution) continue;
    checked += 1;
    const provides = distribution.modules.some(
      (module) => module === prefix || module.startsWith(`${prefix}.`) || prefix.startsWith(`${module}.`),
    );
    if (!provides)
      wrong.push(`${prefix}: ${name} ${distribution.version} has ${distribution.modules.join(' ') || 'nothing'}`);
  }
}

const unnamed = installed.flatMap(({ normalizedName, modules }) =>
  modules
    .filter((module) => !module.startsWith('_') && !distributionsForModule(module).includes(normalizedName))
    .slice(0, 3)
    .map((module) => `${module} of ${normalizedName}`),
);
console.log(`${installed.length} distributions; ${checked} lines of the table checked, ${wrong.length} wrong`);
for (const line of wrong) console.log(`  wrong: ${line}`);
console.log(`${unnamed.length} modules that the table and the rules do not lead to their distribution:`);
for (const line of unnamed) console.log(`  ${line}`);
process.exitCode = wrong.length > 0 ? 1 : 0;

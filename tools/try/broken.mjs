// `node tools/try/broken.mjs [name …]`: has build-fix mend the example, broken by each patch of examples/broken in turn, and
// fails when one is not mended. What its tools are missing for is left out.
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, packPackages } from './install.mjs';
import { isolatedEnvironment, renderTable } from './measure.mjs';
import { mend, mendCells, VARIANTS } from './mend.mjs';
import { run } from './process.mjs';
import { makeWorkspace } from './workspace.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hone-broken-')));
const workspace = join(folder, 'polyglot');
const env = isolatedEnvironment(join(folder, 'nx'));
const names = process.argv.slice(2);
const unknown = names.filter((name) => !VARIANTS.some((variant) => variant.name === name));
if (unknown.length > 0) throw new Error(`There is no examples/broken/${unknown[0]}.patch.`);

await ensureInstalled(root);
const archives = await packPackages(root, join(folder, 'packages'));
await makeWorkspace(join(root, 'examples', 'polyglot'), workspace, archives);

const rows = [];
for (const variant of VARIANTS) {
  if (names.length > 0 && !names.includes(variant.name)) continue;
  const { code } = variant.needs
    ? await run(variant.needs, { cwd: workspace, quiet: true }).catch(() => ({ code: 1 }))
    : { code: 0 };
  if (code === 0) rows.push(await mend(variant, { root, workspace, env }));
  else console.warn(`\nLeft out: ${variant.name}, since \`${variant.needs.join(' ')}\` does not run here.`);
}

console.log(`\n${renderTable(mendCells(rows))}\n`);
console.log(`Workspace: ${workspace} (a copy; remove ${folder} when you are done)`);
const problems = rows.flatMap((row) => row.problems);
for (const problem of problems) console.error(`Not as expected: ${problem}`);
process.exitCode = problems.length === 0 && rows.length > 0 ? 0 : 1;

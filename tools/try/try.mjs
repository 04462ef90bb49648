// `npm run try`: the main job on a copy of examples/polyglot, from nothing but Node; Rust too where cargo is
// installed, and the images where a Docker engine answers. At the end a project is broken, and mended by build-fix.
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, packPackages } from './install.mjs';
import { imageCells, tryImages } from './images.mjs';
import { isolatedEnvironment, measure, renderTable, runCells } from './measure.mjs';
import { mend, mendCells, VARIANTS } from './mend.mjs';
import { mustRun } from './process.mjs';
import { prepareRust } from './rust.mjs';
import { edit, GIT, makeWorkspace } from './workspace.mjs';

const PYTHON = { file: 'libs/textkit/src/textkit/budget.py', runs: ['textkit:python-validate'] };
const RUST = { file: 'crates/routing/src/phrase.rs', runs: ['router:rust-check', 'routing:rust-check'] };

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hone-try-')));
const workspace = join(folder, 'polyglot');
const env = isolatedEnvironment(join(folder, 'nx'));

await ensureInstalled(root);
const archives = await packPackages(root, join(folder, 'packages'));
await makeWorkspace(join(root, 'examples', 'polyglot'), workspace, archives);

const withoutRust = await prepareRust(workspace);
if (withoutRust) console.log(`\nRust is left out: ${withoutRust}`);
const targets = ['python-validate', ...(withoutRust ? [] : ['rust-check']), 'docker-lint'];

const rows = [];
const step = async (title, command) => rows.push(await measure(title, workspace, env, command, targets));

await step('cold', 'run-many');
await step('again', 'run-many');

edit(workspace, PYTHON.file, (text) => `${text}\n\n# A remark that changes nothing.\n`);
if (!withoutRust) edit(workspace, RUST.file, (text) => `${text}\n// A remark that changes nothing.\n`);
await step(withoutRust ? 'after an edit' : 'after two edits', 'affected');

const repairs = [edit(workspace, PYTHON.file, (text) => text.replace('\nfrom ', '\nimport yaml\nfrom '))];
if (!withoutRust) {
  repairs.push(edit(workspace, RUST.file, (text) => text.replace('Some(rest.trim_end())', 'rest.trim_end()')));
}
await step(withoutRust ? 'with a mistake' : 'with two mistakes', 'affected');

for (const repair of repairs) repair();
await step('repaired', 'affected');

const images = await tryImages(workspace, env);

await mustRun([...GIT, 'reset', '-q', '--hard'], { cwd: workspace });
const python = VARIANTS.find(({ name }) => name === 'python');
const mended = [await mend(python, { root, workspace, env })];

console.log(`\n${renderTable(runCells(rows))}\n`);
if (images.rows.length > 0) console.log(`${renderTable(imageCells(images.rows))}\n`);
console.log(`${renderTable(mendCells(mended))}\n`);
if (images.left) console.log(`No image was built: ${images.left}\n`);
if (withoutRust) console.log(`Rust was left out: ${withoutRust}\n`);
console.log(`Reports:   ${join(workspace, 'dist', 'hone')}`);
console.log(`Workspace: ${workspace} (a copy; remove ${folder} when you are done)`);

const problems = [...judge(rows), ...images.problems, ...mended.flatMap((row) => row.problems)];
for (const problem of problems) console.error(`Not as expected: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** What this run must show: otherwise it fails, so that a broken build can't look like a success. */
function judge([cold, again, edited, broken, repaired]) {
  const touched = [...(withoutRust ? [] : RUST.runs), ...PYTHON.runs].sort();
  return [
    [cold.ran.length > 0 && cold.hits.length === 0, 'the cold run did not run every task'],
    [targets.every((target) => cold.ran.some((task) => task.endsWith(`:${target}`))), 'a target has no task'],
    [cold.code === 0 && cold.findings === 0, 'the example is not clean'],
    [again.code === 0 && again.hits.length === cold.ran.length, 'the second run was not all from cache'],
    [edited.code === 0 && same(edited.ran, touched), `the edits ran ${edited.ran}, not ${touched}`],
    [edited.hits.length + edited.ran.length < cold.ran.length, 'the edits affected every project'],
    [broken.code !== 0 && same(broken.ran, touched), `the mistakes ran ${broken.ran}, not ${touched}`],
    [broken.findings >= touched.length, 'a mistake was not found'],
    [repaired.code === 0 && repaired.ran.length === 0, 'the repaired workspace was not all from cache'],
  ].flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

function same(some, others) {
  return some.join() === others.join();
}

// `npm run try`: the main job on a copy of examples/polyglot, from nothing but Node.
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, packPackages } from './install.mjs';
import { isolatedEnvironment, measure, renderTable } from './measure.mjs';
import { edit, makeWorkspace } from './workspace.mjs';

const LIBRARY = 'libs/textkit/src/textkit/budget.py';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hone-try-')));
const workspace = join(folder, 'polyglot');
const env = isolatedEnvironment(join(folder, 'nx'));

await ensureInstalled(root);
const archives = await packPackages(root, join(folder, 'packages'));
await makeWorkspace(join(root, 'examples', 'polyglot'), workspace, archives);

const rows = [];
const step = async (title, command) => rows.push(await measure(title, workspace, env, command));

await step('cold', 'run-many');
await step('again', 'run-many');

edit(workspace, LIBRARY, (text) => `${text}\n\n# A remark that changes nothing.\n`);
await step('after an edit in textkit', 'affected');

const repair = edit(workspace, LIBRARY, (text) => text.replace('\nfrom ', '\nimport yaml\nfrom '));
await step('with an undeclared import', 'affected');

repair();
await step('repaired', 'affected');

console.log(`\n${renderTable(rows)}\n`);
console.log(`Reports:   ${join(workspace, 'dist', 'hone')}`);
console.log(`Workspace: ${workspace} (a copy; remove ${folder} when you are done)`);

const problems = judge(rows);
for (const problem of problems) console.error(`Not as expected: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** What this run must show: otherwise it fails, so that a broken build can't look like a success. */
function judge([cold, again, edited, broken, repaired]) {
  return [
    [cold.projects > 0 && cold.ran.length === cold.projects, 'the cold run did not run every project'],
    [cold.code === 0 && cold.findings === 0, 'the example is not clean'],
    [again.code === 0 && again.hits === cold.projects, 'the second run was not all from cache'],
    [edited.code === 0 && edited.ran.includes('textkit'), 'the edited library was not validated'],
    [edited.projects < cold.projects, 'an edit in one library affected every project'],
    [broken.code !== 0 && broken.findings > 0, 'the undeclared import was not found'],
    [repaired.code === 0 && repaired.ran.length === 0, 'the repaired workspace was not all from cache'],
  ].flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

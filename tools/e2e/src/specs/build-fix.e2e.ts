import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { edit, read, write } from '../harness/files.js';
import { commit, git, status } from '../harness/git.js';
import { failed, hits, nxCommand, nxEnvironment, type NxRun, ran, runTarget } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { endTree, run } from '../harness/processes.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const SERVICE = 'services/shop';
const MODULE = `${SERVICE}/src/shop`;
const PRICES = `${MODULE}/prices.py`;
const TAX = `${MODULE}/tax.py`;
const REPORTS = `dist/hone/${SERVICE}`;

/** An import that nothing uses, which ruff takes away, and a name that nobody knows, which nothing here can mend. */
const BROKEN = 'import json\nimport os\n\n\ndef show(price: int) -> str:\n    return json.dumps(prize)\n';
/** An import that this file does not use, so that ruff would take it away, and another does. */
const LENT = 'import decimal\n\nRATE = 19\n';

function writeService(workspace: string): void {
  const manifest = '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.11"\n';
  write(workspace, `${SERVICE}/pyproject.toml`, manifest);
  const test = { command: 'python3 -B -m check', options: { cwd: '{projectRoot}/src' } };
  write(workspace, `${SERVICE}/project.json`, JSON.stringify({ name: 'shop', targets: { test } }));
  write(workspace, `${MODULE}/__init__.py`, '');
  write(workspace, PRICES, BROKEN);
  write(workspace, TAX, 'RATE = 19\n');
  write(workspace, `${SERVICE}/src/check.py`, 'from shop.tax import RATE\n\nprint(RATE)\n');
}

const plan = (workspace: string): Promise<NxRun> => runTarget(workspace, 'build-fix', ['shop']);
const apply = (workspace: string, ...args: string[]): Promise<NxRun> =>
  runTarget(workspace, 'build-fix-apply', ['shop'], { args });

interface Plan {
  fixes: { description: string; applicability: string }[];
  left: { diagnostic: { ruleId: string }; reason: string }[];
}
const planned = (workspace: string): Plan => JSON.parse(read(workspace, `${REPORTS}/build-fix.json`)) as Plan;

async function undo(workspace: string): Promise<string> {
  const script = join(workspace, 'node_modules', '@hone', 'build-fix', 'dist', 'cli', 'main.js');
  const env = nxEnvironment(`${workspace}-state`);
  const { code, output } = await run([process.execPath, script, 'undo', 'shop'], { cwd: workspace, env });
  expect(code, output).toBe(0);
  return output;
}

/** The steps build on each other. */
describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('build-fix on Nx %s', (version) => {
  let workspace: string;

  beforeAll(async () => {
    workspace = freshWorkspace('plain', version);
    writeService(workspace);
    await commit(workspace, 'A shop');
    const registry = { ...inject('registry'), stop: () => undefined };
    await addHone(workspace, registry, '@hone/python-validate');
    const output = await addHone(workspace, registry, '@hone/build-fix');
    expect(output).toContain('nx run-many -t build-fix');
    await commit(workspace, 'Add the tools');
  });

  it('plans what can be fixed, says what is left, and changes no source', async () => {
    const run = await plan(workspace);
    expect(run.code, run.output).toBe(0);
    const { fixes, left } = planned(workspace);
    expect(fixes.map(({ applicability }) => applicability)).toEqual(['safe']);
    expect(left.map(({ diagnostic }) => diagnostic.ruleId)).toEqual(['F821']);
    expect(read(workspace, PRICES)).toBe(BROKEN);
    expect(await status(workspace)).toBe('');
  });

  it('takes a second plan from the cache', async () => {
    const run = await plan(workspace);
    expect(hits(run), run.output).toContain('shop');
    expect(ran(run)).toEqual([]);
  });

  it('writes a patch that git takes, after which only what was left is found', async () => {
    await git(workspace, 'apply', `${REPORTS}/build-fix.patch`);
    expect(read(workspace, PRICES)).toBe(BROKEN.replace('import os\n', ''));
    expect(failed(await runTarget(workspace, 'python-validate', ['shop']))).toEqual(['shop']);
    edit(workspace, PRICES, (text) => text.replace('prize', 'price'));
    expect(failed(await runTarget(workspace, 'python-validate', ['shop']))).toEqual([]);
  });

  it('has nothing to plan for what passes', async () => {
    const run = await plan(workspace);
    expect(run.code, run.output).toBe(0);
    expect(planned(workspace).fixes).toEqual([]);
  });

  it('does not write to files with changes that are not committed', async () => {
    write(workspace, PRICES, BROKEN);
    write(workspace, TAX, LENT);
    write(workspace, `${SERVICE}/src/check.py`, 'from shop.tax import decimal\n\nprint(decimal.Decimal(1))\n');
    const run = await apply(workspace);
    expect(failed(run), run.output).toEqual(['shop']);
    expect(run.output).toContain('changes that are not committed');
    expect(run.output).toContain('--allowDirty');
    expect(read(workspace, PRICES)).toBe(BROKEN);
  });

  it('keeps the fix that holds when it is allowed to, and tells which one does not, and why', async () => {
    const run = await apply(workspace, '--allowDirty');
    expect(run.code, run.output).toBe(0);
    expect(run.output).toContain('Applied 1 of 2 fixes');
    expect(run.output).toMatch(/tax\.py:1 .*`decimal`[^]*ImportError/);
    expect(read(workspace, PRICES)).toBe(BROKEN.replace('import os\n', ''));
    expect(read(workspace, TAX)).toBe(LENT);
    expect(read(workspace, `${REPORTS}/build-fix-apply.patch`)).toContain('-import os');
    const report = read(workspace, `${REPORTS}/build-fix-apply.sarif`);
    expect(report).toContain('F821');
    expect(report).toContain('Kept back');
  });

  it('takes it back', async () => {
    expect(await undo(workspace)).toContain('1 file is as before');
    expect(read(workspace, PRICES)).toBe(BROKEN);
  });

  it('tries and changes nothing in a dry run', async () => {
    const before = await status(workspace);
    const run = await apply(workspace, '--allowDirty', '--dryRun');
    expect(run.output).toContain('Would apply 1 of 2 fixes');
    expect(await status(workspace)).toBe(before);
  });

  it('ends a verification that hangs, says so, and leaves the tree as it was', async () => {
    // In the copy alone, as what waits for something that is not there does.
    edit(workspace, `${SERVICE}/src/check.py`, (text) => `${text}while "hone-build-fix" in __file__:\n    pass\n`);
    await commit(workspace, 'A check that hangs in the copy');
    const run = await apply(workspace, '--timeout=15');
    expect(failed(run), run.output).toEqual(['shop']);
    expect(run.output).toContain('did not end within 15 s');
    expect(await status(workspace)).toBe('');
    await git(workspace, 'revert', '--no-edit', 'HEAD');
  });

  it.skipIf(process.platform === 'win32')(
    'leaves all or nothing when it is killed while it writes',
    async () => {
      const files = [...Array(60).keys()].map((at) => `${MODULE}/many${at}.py`);
      for (const file of files) write(workspace, file, 'import os\n\nNAME = "x"\n');
      await commit(workspace, 'Many files');
      await plan(workspace);
      const isFixed = (file: string): boolean => !read(workspace, file).includes('import os');
      for (const delay of [0, 2]) {
        const child = startApply(workspace);
        const ended = once(child, 'exit');
        while (child.exitCode === null && !files.some(isFixed)) await sleep(1);
        expect(child.exitCode, 'It wrote nothing.').toBeNull();
        await sleep(delay);
        endTree(child);
        await ended;
        const written = files.filter(isFixed).length;
        console.log(`Killed when ${written} of ${files.length} files were written.`);
        // What was begun is taken back by whatever starts next, and what was done by the undo.
        const output = await undo(workspace);
        if (written < files.length) expect(output).toContain('A run was ended while it wrote');
        expect(files.filter(isFixed), output).toEqual([]);
        expect(readdirSync(join(workspace, MODULE)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
        expect(await status(workspace)).toBe('');
      }
      const { output } = await apply(workspace);
      expect(output).toContain('Applied 61 fixes in 61 files');
      expect(files.filter(isFixed)).toEqual(files);
    },
    900_000,
  );
});

/** Nx that applies, in a process group of its own. */
function startApply(workspace: string): ChildProcess {
  const [node = '', ...args] = nxCommand(workspace, 'run', 'shop:build-fix-apply', '--outputStyle=static');
  return spawn(node, args, {
    cwd: workspace,
    env: nxEnvironment(`${workspace}-state`),
    stdio: 'ignore',
    detached: true,
  });
}

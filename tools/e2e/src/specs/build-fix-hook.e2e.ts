import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { edit, read, write } from '../harness/files.js';
import { commit } from '../harness/git.js';
import { nx, nxEnvironment, type NxRun, runTarget } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { type Finished, run } from '../harness/processes.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const SOURCE = 'services/shop/src/shop/prices.py';
/** Two imports that nothing uses, which ruff takes away, and a statement that nobody can mend but its author. */
const BROKEN = 'import json\nimport os\n\nreturn 1\n';
const GOOD = 'PRICE = 1\n';
const LINE = '3 errors in 2 groups, 2 may be fixable';
const COMMAND = 'npx nx run-many -t build-fix -p shop';

/** The steps build on each other. */
describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('after a run on Nx %s', (version) => {
  let workspace: string;
  const kept = (): string => join(`${workspace}-state`, 'data', 'hone', 'build-fix', 'failures');
  const validate = (env?: Record<string, string>): Promise<NxRun> =>
    runTarget(workspace, 'python-validate', 'all', env ? { env } : {});
  const buildFix = (command: string): Promise<Finished> =>
    run([process.execPath, join(workspace, 'node_modules/@hone/build-fix/dist/cli/main.js'), command], {
      cwd: workspace,
      env: nxEnvironment(`${workspace}-state`),
    });
  const groups = (): Promise<Finished> => buildFix('groups');

  beforeAll(async () => {
    workspace = freshWorkspace('plain', version);
    write(workspace, 'services/shop/pyproject.toml', '[project]\nname = "shop"\nversion = "1.0"\n');
    write(workspace, 'services/shop/src/shop/__init__.py', '');
    write(workspace, SOURCE, BROKEN);
    const registry = { ...inject('registry'), stop: () => undefined };
    await addHone(workspace, registry, '@hone/python-validate');
    await addHone(workspace, registry, '@hone/build-fix');
    await commit(workspace, 'A shop, and the tools');
  });
  afterAll(() => nx(workspace, ['daemon', '--stop'], { env: { NX_DAEMON: 'true' } }));

  it('nothing is kept or said where nobody asked for it', async () => {
    const { code, output } = await validate();
    expect(code).toBe(1);
    expect(output).not.toContain('may be fixable');
    expect(existsSync(kept())).toBe(false);
    const { code: refused, output: advice } = await groups();
    expect([refused, advice]).toEqual([2, expect.stringContaining('keepFailures')]);
  });

  it('one line says how much of it may be fixable, which is what the groups show', async () => {
    const init = await nx(workspace, ['g', '@hone/build-fix:init', '--keepFailures']);
    expect(init.code, init.output).toBe(0);
    const { code, output } = await validate();
    expect(code).toBe(1);
    expect(output.split('\n').filter((line) => line.includes('may be fixable'))).toEqual([
      `${LINE}. To plan: ${COMMAND}`,
    ]);
    const shown = await groups();
    expect(shown.code, shown.output).toBe(0);
    expect(shown.output).toContain(`${LINE}. Kind of failure: lint.\nFailed: shop:python-validate\n`);
    expect(shown.output).toMatch(/^ +2 +1 +error +ruff +F401 /m);
  });

  it('the line is there with the daemon too, and the run fails as it did', async () => {
    const { code, output } = await validate({ NX_DAEMON: 'true' });
    expect(code).toBe(1);
    expect(output.split(`${LINE}. To plan: ${COMMAND}`)).toHaveLength(2);
    expect((await groups()).output).toContain(LINE);
  });

  it('what build-fix runs by itself is not kept, and what passes later is let go', async () => {
    const plan = await runTarget(workspace, 'build-fix', ['shop']);
    expect(plan.code, plan.output).toBe(0);
    expect(plan.output).not.toContain('may be fixable');
    expect((await groups()).output).toContain('Failed: shop:python-validate');
    write(workspace, SOURCE, GOOD);
    const { code, output } = await validate();
    expect(code, output).toBe(0);
    expect(existsSync(kept())).toBe(false);
  });

  it('a rule that the generator writes holds, and a mistake in it is told with its line', async () => {
    const made = await nx(workspace, ['g', '@hone/build-fix:rule', 'shop/prices', '--tool=ruff', '--rule=F706']);
    expect(made.code, made.output).toBe(0);
    expect(made.output).toContain('build-fix check');
    const file = '.hone/build-fix/rules/shop-prices.yaml';
    const { code, output } = await buildFix('check');
    expect([code, output.trim()]).toEqual([0, '1 rule and 0 formats: 2 examples, all hold.']);

    edit(workspace, file, (text) => text.replace('applicability: unsafe', 'applicability: perhaps'));
    const line =
      read(workspace, file)
        .split('\n')
        .findIndex((each) => each.includes('perhaps')) + 1;
    const told = await buildFix('check');
    expect(told.code).toBe(1);
    expect(told.output).toContain(`--> ${file}:${line}`);
    write(workspace, SOURCE, BROKEN);
    expect((await runTarget(workspace, 'build-fix', ['shop'])).output).toContain(`${file}:${line}: `);
  });
});

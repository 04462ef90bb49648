import { beforeAll, describe, expect, inject, it } from 'vitest';
import { edit, read, write } from '../harness/files.js';
import { commit, git, status } from '../harness/git.js';
import { failed, hits, type NxRun, ran, runTarget } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const SERVICE = 'services/shop';
const SOURCE = `${SERVICE}/src/shop/__init__.py`;

/** An import that nothing uses, which ruff takes away, and a name that nobody knows, which nothing here can mend. */
const BROKEN = 'import json\nimport os\n\n\ndef show(price: int) -> str:\n    return json.dumps(prize)\n';

function writeService(workspace: string): void {
  const manifest = '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.11"\n';
  write(workspace, `${SERVICE}/pyproject.toml`, manifest);
  write(workspace, SOURCE, BROKEN);
}

const plan = (workspace: string): Promise<NxRun> => runTarget(workspace, 'build-fix', ['shop']);

interface Plan {
  fixes: { description: string; applicability: string }[];
  left: { diagnostic: { ruleId: string }; reason: string }[];
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
    const { fixes, left } = JSON.parse(read(workspace, `dist/hone/${SERVICE}/build-fix.json`)) as Plan;
    expect(fixes.map(({ applicability }) => applicability)).toEqual(['safe']);
    expect(left.map(({ diagnostic }) => diagnostic.ruleId)).toEqual(['F821']);
    expect(read(workspace, SOURCE)).toBe(BROKEN);
    expect(await status(workspace)).toBe('');
  });

  it('takes a second plan from the cache', async () => {
    const run = await plan(workspace);
    expect(hits(run), run.output).toContain('shop');
    expect(ran(run)).toEqual([]);
  });

  it('writes a patch that git takes, after which only what was left is found', async () => {
    await git(workspace, 'apply', `dist/hone/${SERVICE}/build-fix.patch`);
    expect(read(workspace, SOURCE)).toBe(BROKEN.replace('import os\n', ''));
    expect(failed(await runTarget(workspace, 'python-validate', ['shop']))).toEqual(['shop']);
    edit(workspace, SOURCE, (text) => text.replace('prize', 'price'));
    expect(failed(await runTarget(workspace, 'python-validate', ['shop']))).toEqual([]);
  });

  it('has nothing to plan for what passes', async () => {
    const run = await plan(workspace);
    expect(run.code, run.output).toBe(0);
    expect((JSON.parse(read(workspace, `dist/hone/${SERVICE}/build-fix.json`)) as Plan).fixes).toEqual([]);
  });
});

import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyTree, edit, write } from '../harness/files.js';
import { nx, ran, validate } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { reports } from '../harness/reports.js';
import { embeddedRuffVersion, hasRuff } from '../harness/ruff.js';
import { freshWorkspace } from '../harness/workspace.js';

const sameRuff = await hasRuff(embeddedRuffVersion);
if (!sameRuff)
  console.warn(`SKIPPED native against embedded: ruff is missing: ruff ${embeddedRuffVersion} is not on PATH`);

/** What a report says must not depend on how, where and with what else the task ran. */
describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('A report has the same bytes on Nx %s', (version) => {
  let workspace: string;
  let expected: Record<string, string>;

  beforeAll(async () => {
    workspace = freshWorkspace('ready', version);
    // Findings of several checks, so that there is something to compare.
    edit(workspace, 'libs/textkit/src/textkit/words.py', (text) => `import os\nimport yaml\n${text}`);
    edit(workspace, 'services/memory-gateway/pyproject.toml', (text) => text.replace('  "contracts",\n', ''));
    write(workspace, 'libs/telemetry/src/telemetry/broken.py', 'x = "😀"; y = (\n');
    expected = (await run(workspace)).reports;
    expect(Object.keys(expected).length).toBeGreaterThan(6);
  });

  async function run(root: string, args: string[] = [], selection: 'all' | string[] = 'all') {
    const result = await validate(root, selection, { args: ['--skip-nx-cache', ...args] });
    return { result, reports: reports(root) };
  }

  it('in a second run', async () => {
    expect((await run(workspace)).reports).toEqual(expected);
  });

  it('without a batch', async () => {
    expect((await run(workspace, ['--batch=false'])).reports).toEqual(expected);
  });

  it('alone', async () => {
    const { result } = await run(workspace, [], ['textkit']);
    expect(ran(result)).toEqual(['textkit']);
    expect(reports(workspace)).toEqual(expected);
  });

  it('through `nx run`', async () => {
    await nx(workspace, ['run', 'memory-gateway:python-validate', '--skip-nx-cache']);
    expect(reports(workspace)).toEqual(expected);
  });

  it('in another folder', async () => {
    const elsewhere = join(dirname(workspace), 'une autre größe', 'deep', 'copy');
    mkdirSync(dirname(elsewhere), { recursive: true });
    copyTree(workspace, elsewhere);
    expect((await run(elsewhere)).reports).toEqual(expected);
  });

  it.skipIf(!sameRuff)('with the native ruff as with the embedded one', async () => {
    const configure = (engine: string) =>
      edit(workspace, 'nx.json', (text) =>
        JSON.stringify({ ...JSON.parse(text), targetDefaults: { 'python-validate': { options: { engine } } } }),
      );
    configure('native');
    const native = (await run(workspace)).reports;
    configure('embedded');
    expect((await run(workspace)).reports).toEqual(native);
  });

  it('with files listed in another order', async () => {
    // A folder that is filled anew lists its files in another order on most file systems.
    const name = 'libs/telemetry/src/telemetry/broken.py';
    write(workspace, 'libs/telemetry/src/telemetry/aaa.py', '');
    await run(workspace);
    rmSync(join(workspace, 'libs/telemetry/src/telemetry/aaa.py'));
    rmSync(join(workspace, name));
    write(workspace, name, 'x = "😀"; y = (\n');
    expect((await run(workspace)).reports).toEqual(expected);
  });
});

import { describe, expect, inject, it } from 'vitest';
import { hasCargo } from '../harness/cargo.js';
import { edit, read } from '../harness/files.js';
import { commit, status } from '../harness/git.js';
import { check, failed, hits, type NxRun, ran } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { findings } from '../harness/reports.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const CRATES = ['labels', 'ledger', 'lone', 'money', 'till'];
const LIBRARY = 'libs/money/src/lib.rs';

const cargo = await hasCargo('first use of rust-check');

/** What the terminal report says of a file: the lines below its name. */
function shown({ output }: NxRun, file: string): string {
  return output.split(`\n${file}\n`)[1]?.split('\n\n')[0] ?? '';
}

/** The story of a new user with a Cargo workspace, on each supported Nx. The steps build on each other. */
describe.skipIf(!cargo).each(Object.keys(NX_VERSIONS) as NxVersion[])('A new user of Rust on Nx %s', (version) => {
  const registry = { ...inject('registry'), stop: () => undefined };
  let workspace: string;

  it('adds rust-check with one command that touches only what it must, and says how to go on', async () => {
    workspace = freshWorkspace('crates', version);
    const output = await addHone(workspace, registry, '@hone/rust-check');

    expect(output).toMatch(/nx run-many -t rust-check/);
    expect((await status(workspace)).split('\n').map((line) => line.trim())).toEqual([
      'M nx.json',
      'M package-lock.json',
      'M package.json',
    ]);
    await commit(workspace, 'Add Hone');

    await addHone(workspace, registry, '@hone/rust-check');
    expect(await status(workspace)).toBe('');
  });

  it('checks every crate, then takes all from the cache', async () => {
    const first = await check(workspace);
    expect(first.code, first.output).toBe(0);
    expect(ran(first)).toEqual(CRATES);

    const second = await check(workspace);
    expect(second.code, second.output).toBe(0);
    expect(ran(second)).toEqual([]);
    expect(hits(second)).toEqual(CRATES);
    expect(await status(workspace), 'reports and build products are ignored by git').toBe('');
  });

  it('is shown a type error with its file and line, and which crates wait for it', async () => {
    edit(workspace, LIBRARY, (text) => text.replace('format!("{whole}.{:02}", cents % 100)', 'cents % 100'));
    const line = read(workspace, LIBRARY).split('\n').indexOf('    cents % 100') + 1;
    const run = await check(workspace, 'affected');

    expect(run.code).not.toBe(0);
    expect(failed(run)).toEqual(['ledger', 'money', 'till']);
    expect(shown(run, LIBRARY), run.output).toMatch(new RegExp(`^ *${line}:`, 'm'));
    expect(findings(workspace, 'libs/money', 'rust-check')).toContainEqual(
      expect.objectContaining({ rule: 'E0308', level: 'error', file: LIBRARY, line }),
    );
    for (const waiting of ['libs/ledger', 'apps/till']) {
      const [finding, ...others] = findings(workspace, waiting, 'rust-check');
      expect(finding).toMatchObject({ rule: 'rust/dependency-failed', message: expect.stringContaining('money') });
      expect(others).toEqual([]);
    }
  });

  it('is shown lint and format where they are, which fail nothing', async () => {
    edit(workspace, LIBRARY, (text) =>
      text.replace('    cents % 100\n', '    return   format!("{whole}.{:02}", cents % 100);\n'),
    );
    const line =
      read(workspace, LIBRARY)
        .split('\n')
        .findIndex((text) => text.includes('return')) + 1;
    const run = await check(workspace, 'affected');
    const found = findings(workspace, 'libs/money', 'rust-check');

    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'clippy::needless_return', level: 'warning', file: LIBRARY, line }),
    );
    expect(found).toContainEqual(expect.objectContaining({ rule: 'rustfmt', file: LIBRARY, line }));
    expect(failed(run), run.output).toEqual(found.some(({ level }) => level === 'error') ? ['money'] : []);
  });

  it('repairs it and is back in the cache', async () => {
    edit(workspace, LIBRARY, (text) =>
      text.replace('return   format!("{whole}.{:02}", cents % 100);', 'format!("{whole}.{:02}", cents % 100)'),
    );
    expect(await status(workspace)).toBe('');
    const run = await check(workspace);
    expect(run.code, run.output).toBe(0);
    expect(ran(run)).toEqual([]);
  });

  it('adds Python to it with one entry of the plugin', async () => {
    await addHone(workspace, registry, '@hone/python-validate');
    expect(JSON.parse(read(workspace, 'nx.json')).plugins).toHaveLength(1);
  });
});

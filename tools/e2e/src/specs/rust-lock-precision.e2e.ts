import { describe, expect, it } from 'vitest';
import { hasCargo, updateCrate } from '../harness/cargo.js';
import { edit } from '../harness/files.js';
import { commit } from '../harness/git.js';
import { check, ran } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { freshWorkspace } from '../harness/workspace.js';

/** A crate of the registry, the version it gets, and the members whose dependencies lead to it. */
const BUMPS = [
  { name: 'itoa', to: '1.0.17', reach: ['ledger', 'money', 'till'], why: 'a dependency of a dependency' },
  { name: 'cfg-if', to: '1.0.4', reach: ['labels', 'till'], why: 'a dependency' },
  {
    name: 'fastrand',
    to: '2.4.1',
    reach: ['ledger'],
    why: 'for the tests of one member, which its dependants never see',
  },
  { name: 'windows-link', to: '0.2.1', reach: ['labels', 'till'], why: 'for another platform' },
];

const cargo = await hasCargo('precision of Cargo.lock');

describe.skipIf(!cargo).each(Object.keys(NX_VERSIONS) as NxVersion[])('A bump in Cargo.lock on Nx %s', (version) => {
  it('checks exactly the members that can see the crate', async () => {
    const workspace = freshWorkspace('cratesReady', version);
    const start = await check(workspace);
    expect(start.code, start.output).toBe(0);

    for (const { name, to, reach, why } of BUMPS) {
      await updateCrate(workspace, name, to);
      const run = await check(workspace, 'affected');
      expect(run.code, run.output).toBe(0);
      expect(ran(run), `${name}: ${why}`).toEqual(reach);
      await commit(workspace, `Bump ${name}`);
    }
  });

  it('checks only the member that gets a new dependency', async () => {
    const workspace = freshWorkspace('cratesReady', version);
    await check(workspace);

    edit(workspace, 'libs/lone/Cargo.toml', (text) => `${text}\n[dependencies]\ncfg-if = "1"\n`);
    edit(workspace, 'Cargo.lock', (text) =>
      text.replace(/name = "lone"\nversion = "0.1.0"\n/, '$&dependencies = [\n "cfg-if",\n]\n'),
    );
    const run = await check(workspace, 'affected');
    expect(run.code, run.output).toBe(0);
    expect(ran(run)).toEqual(['lone']);
  });
});

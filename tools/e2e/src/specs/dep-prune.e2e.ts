import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Change, pretendUpdate, setInstalledVersion, setTargetOptions, undoChanges } from '../harness/changes.js';
import { edit, read, write } from '../harness/files.js';
import { commit, status } from '../harness/git.js';
import { failed, hits, nx, type NxRun, ran, runTarget, type Selection } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { findings } from '../harness/reports.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const SERVICE = 'services/shop';
const CRATE = 'crates/till';

const MANIFEST = `[project]
name = "shop"
version = "1.0"
requires-python = ">=3.11"
dependencies = [
  # Speaks to the warehouse.
  "httpx>=0.28",
  "left-over>=1", # nobody knows
  "rich",
]
`;

/** A service and a crate that belong to nobody, each with one dependency that is used and one that is not. */
function writeProjects(workspace: string): void {
  write(workspace, `${SERVICE}/pyproject.toml`, MANIFEST);
  write(workspace, `${SERVICE}/src/shop/__init__.py`, 'import httpx\n');
  write(workspace, `${SERVICE}/tests/test_shop.py`, 'import rich\n');
  write(
    workspace,
    `${CRATE}/Cargo.toml`,
    '[package]\nname = "till"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nitoa = "1"\nhex = "0.4"\n\n[workspace]\n',
  );
  write(
    workspace,
    `${CRATE}/src/lib.rs`,
    'pub fn show(cents: u64) -> String {\n    itoa::Buffer::new().format(cents).to_owned()\n}\n',
  );
}

const judge = (workspace: string, selection: Selection = ['shop', 'till']): Promise<NxRun> =>
  runTarget(workspace, 'dep-prune', selection);

/** Kinds by name, of dep-prune.json. */
function verdicts(workspace: string, root: string): Record<string, string> {
  const file = JSON.parse(read(workspace, `dist/hone/${root}/dep-prune.json`)) as {
    verdicts: { name: string; kind: string }[];
  };
  return Object.fromEntries(file.verdicts.map(({ name, kind }) => [name, kind]));
}

/** The steps build on each other. */
describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('dep-prune on Nx %s', (version) => {
  let workspace: string;

  beforeAll(async () => {
    workspace = freshWorkspace('plain', version);
    writeProjects(workspace);
    await commit(workspace, 'A shop');
    const output = await addHone(workspace, { ...inject('registry'), stop: () => undefined }, '@hone/dep-prune');
    expect(output).toContain('nx run-many -t dep-prune');
    await commit(workspace, 'Add dep-prune');
  });

  it('judges each dependency, and fails where one is unused', async () => {
    const run = await judge(workspace);
    expect(failed(run), run.output).toEqual(['shop', 'till']);
    expect(verdicts(workspace, SERVICE)).toEqual({ httpx: 'used', 'left-over': 'unused', rich: 'dev-only' });
    expect(verdicts(workspace, CRATE)).toEqual({ hex: 'unused', itoa: 'used' });
    const line = MANIFEST.split('\n').findIndex((one) => one.includes('left-over')) + 1;
    expect(findings(workspace, SERVICE, 'dep-prune')).toContainEqual(
      expect.objectContaining({ rule: 'deps/unused', file: `${SERVICE}/pyproject.toml`, line }),
    );
  });

  it('removes what is unused with dep-prune-fix, and nothing else', async () => {
    const run = await nx(workspace, [
      'run-many',
      '-t',
      'dep-prune-fix',
      '--projects=shop,till',
      '--outputStyle=static',
    ]);
    expect(read(workspace, `${SERVICE}/pyproject.toml`), run.output).toBe(
      MANIFEST.replace('  "left-over>=1", # nobody knows\n', ''),
    );
    expect(read(workspace, `${CRATE}/Cargo.toml`)).not.toContain('hex');
    const changed = (await status(workspace)).split('\n').map((line) => line.trim());
    expect(changed.filter((line) => !line.endsWith('.lock'))).toEqual([
      `M ${CRATE}/Cargo.toml`,
      `M ${SERVICE}/pyproject.toml`,
    ]);
    await commit(workspace, 'Prune');
  });

  it('takes the second run from the cache', async () => {
    const first = await judge(workspace);
    expect(first.code, first.output).toBe(0);
    const second = await judge(workspace);
    expect(ran(second)).toEqual([]);
    expect(hits(second)).toEqual(['shop', 'till']);
  });

  const CHANGES: Change[] = [
    {
      what: 'a source',
      apply: (root) => edit(root, `${SERVICE}/src/shop/__init__.py`, (text) => `${text}\n`),
      runs: ['shop'],
    },
    { what: 'a notebook', apply: (root) => write(root, `${SERVICE}/explore.ipynb`, '{ "cells": [] }'), runs: ['shop'] },
    { what: 'a Dockerfile', apply: (root) => write(root, `${SERVICE}/Dockerfile`, 'FROM x\n'), runs: ['shop'] },
    { what: 'a manifest', apply: (root) => edit(root, `${CRATE}/Cargo.toml`, (text) => `${text}\n`), runs: ['till'] },
    { what: 'a build script', apply: (root) => write(root, `${CRATE}/build.rs`, 'fn main() {}\n'), runs: ['till'] },
    { what: 'a workflow', apply: (root) => write(root, '.github/workflows/ci.yml', 'on: push\n'), runs: ['shop'] },
    { what: 'a Makefile at the root', apply: (root) => write(root, 'Makefile', 'all:\n'), runs: ['shop'] },
    { what: 'settings at the root', apply: (root) => write(root, '.flake8', '[flake8]\n'), runs: ['shop'] },
    {
      what: 'an option for all targets',
      apply: (root) => setTargetOptions(root, 'dep-prune', { ignore: ['missing'] }),
      runs: ['shop', 'till'],
    },
    {
      what: 'the version of dep-prune',
      apply: (root) => pretendUpdate(root, '@hone/dep-prune', '0.1.1'),
      runs: ['shop', 'till'],
    },
    { what: 'a page at the root', apply: (root) => write(root, 'NOTES.md', '# changed\n'), runs: [] },
    {
      what: 'a source of another project',
      apply: (root) => edit(root, 'libs/textkit/src/textkit/words.py', (text) => `${text}\n# more\n`),
      runs: [],
    },
    {
      what: 'a locked package outside of every closure',
      apply: (root) =>
        edit(
          root,
          'uv.lock',
          (text) =>
            `${text}\n[[package]]\nname = "zzz"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\n`,
        ),
      runs: [],
    },
  ];

  it.each(CHANGES)('sees $what where it counts', async ({ what, apply, runs }) => {
    await apply(workspace);
    try {
      expect(ran(await judge(workspace))).toEqual([...runs].sort());
    } finally {
      await undoChanges(workspace);
      if (what.startsWith('the version')) pretendUpdateBack(workspace);
    }
  });

  it('tells where a manifest is broken, and edits nothing of it', async () => {
    const broken = '[project]\nname = "shop"\nversion = \ndependencies = ["left-over"]\n';
    write(workspace, `${SERVICE}/pyproject.toml`, broken);
    const run = await nx(workspace, [
      'run-many',
      '-t',
      'dep-prune,dep-prune-fix',
      '--projects=shop',
      '--outputStyle=static',
    ]);
    expect(run.code).not.toBe(0);
    expect(findings(workspace, SERVICE, 'dep-prune')).toContainEqual(
      expect.objectContaining({ rule: 'deps/manifest-unreadable', file: `${SERVICE}/pyproject.toml`, line: 3 }),
    );
    expect(read(workspace, `${SERVICE}/pyproject.toml`)).toBe(broken);
    expect(run.output).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  });
});

/** The installed manifest is no file that git knows. */
function pretendUpdateBack(workspace: string): void {
  const lock = JSON.parse(read(workspace, 'package-lock.json')) as { packages: Record<string, { version: string }> };
  setInstalledVersion(workspace, '@hone/dep-prune', lock.packages['node_modules/@hone/dep-prune']!.version);
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasCargo } from '../harness/cargo.js';
import { write } from '../harness/files.js';
import { check, failed, type NxRun } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion, repositoryRoot } from '../harness/paths.js';
import { run } from '../harness/processes.js';
import { type Finding, findings } from '../harness/reports.js';
import { freshWorkspace } from '../harness/workspace.js';

/** One broken crate: what is wrong with it, and what its report must say. */
interface Case {
  name: string;
  /** Writes what makes the crate broken; `root` is its folder relative to the workspace. */
  make(workspace: string, root: string): void;
  /** A finding that the report must have, and the folder that the report is for. */
  expected(root: string): Partial<Finding> & { root?: string };
  /** Whether rustup must rule the toolchains. */
  rustup?: boolean;
}

const SOUND = ['labels', 'ledger', 'lone', 'money', 'till'];

/** Text that a message holds. */
const holding = (text: string) => expect.stringContaining(text) as unknown as string;

const MANIFEST = '[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2021"\n';
/** The manifest of a crate that stands alone. */
const manifest = (name: string, rest = '') => `${MANIFEST.replace('{name}', name)}${rest}\n[workspace]\n`;

const CASES: Case[] = [
  {
    name: 'broken-manifest',
    make: (workspace, root) =>
      write(workspace, `${root}/Cargo.toml`, '[package]\nname = "broken-manifest"\nversion = \n'),
    expected: (root) => ({ level: 'error', file: `${root}/Cargo.toml`, line: 3 }),
  },
  {
    name: 'missing-member',
    make: (workspace, root) => {
      write(workspace, `${root}/Cargo.toml`, '[workspace]\nmembers = ["here", "gone"]\nresolver = "2"\n');
      write(workspace, `${root}/here/Cargo.toml`, MANIFEST.replace('{name}', 'here'));
      write(workspace, `${root}/here/src/lib.rs`, '//! Here.\n');
    },
    expected: (root) => ({ root: `${root}/here`, level: 'error', message: holding('gone') }),
  },
  {
    name: 'missing-path',
    make: (workspace, root) =>
      write(
        workspace,
        `${root}/Cargo.toml`,
        manifest('missing-path', '[dependencies]\nnobody = { path = "../nobody" }\n'),
      ),
    expected: () => ({ level: 'error', message: holding('nobody') }),
  },
  {
    name: 'stale-lock',
    make: (workspace, root) => {
      write(workspace, `${root}/Cargo.lock`, 'version = 4\n\n[[package]]\nname = "stale-lock"\nversion = "0.0.9"\n');
      const targets = { 'rust-check': { options: { locked: true } } };
      write(workspace, `${root}/project.json`, JSON.stringify({ name: 'stale-lock', targets }));
    },
    expected: () => ({ level: 'error', message: holding('lock') }),
  },
  {
    name: 'panicking-build-script',
    make: (workspace, root) => write(workspace, `${root}/build.rs`, 'fn main() {\n    panic!("no way");\n}\n'),
    expected: () => ({ level: 'error', message: holding('no way') }),
  },
  {
    name: 'not-utf8',
    make: (workspace, root) => write(workspace, `${root}/src/lib.rs`, Buffer.from('//! caf\xe9\n', 'latin1')),
    expected: (root) => ({ level: 'error', file: `${root}/src/lib.rs` }),
  },
  {
    name: 'missing-toolchain',
    make: (workspace, root) =>
      write(workspace, `${root}/rust-toolchain.toml`, '[toolchain]\npath = "/no/such/toolchain"\n'),
    expected: () => ({ level: 'error', message: holding('toolchain') }),
    rustup: true,
  },
  {
    name: 'spaced and ünïcode 名',
    make: (workspace, root) => write(workspace, `${root}/src/lib.rs`, 'fn broken( {\n'),
    expected: (root) => ({ level: 'error', file: `${root}/src/lib.rs`, line: 1 }),
  },
];

const cargo = await hasCargo('bad input of rust-check');
const rustup = await run(['rustup', '--version'], { cwd: repositoryRoot }).then(
  ({ code }) => code === 0,
  () => false,
);
const cases = CASES.filter((each) => rustup || !each.rustup);

const STACK_TRACE = /^\s+at .+:\d+:\d+\)?$/m;

/** All broken crates are checked in one run, beside the sound ones. */
describe.skipIf(!cargo).each(Object.keys(NX_VERSIONS) as NxVersion[])('Bad crates on Nx %s', (version) => {
  let workspace: string;
  let result: NxRun;

  beforeAll(async () => {
    workspace = freshWorkspace('cratesReady', version);
    for (const { name, make } of cases) {
      const crate = name.replaceAll(/[^a-z0-9-]+/g, '-').replace(/-$/, '');
      write(workspace, `odd/${name}/Cargo.toml`, manifest(crate));
      write(workspace, `odd/${name}/src/lib.rs`, '//! Fine.\n');
      make(workspace, `odd/${name}`);
    }
    // The Cargo workspace at the root does not list it, and cargo refuses to work in it.
    write(workspace, 'odd/orphan/Cargo.toml', MANIFEST.replace('{name}', 'orphan'));
    write(workspace, 'odd/orphan/src/lib.rs', '//! Fine.\n');
    result = await check(workspace);
  });

  it.each(cases)('$name is told', ({ name, expected }) => {
    const { root = `odd/${name}`, ...finding } = expected(`odd/${name}`);
    expect(findings(workspace, root, 'rust-check'), result.output).toContainEqual(expect.objectContaining(finding));
  });

  it('leaves out a crate that no Cargo workspace lists, and says so', () => {
    expect(result.tasks.map(({ projectName }) => projectName)).not.toContain('orphan');
    expect(result.output).toMatch(/odd\/orphan\/Cargo\.toml: .*`members` or `exclude`/);
  });

  it('leaves every other crate as it was', () => {
    expect(result.tasks.map(({ projectName }) => projectName)).toEqual(expect.arrayContaining(SOUND));
    expect(failed(result).filter((name) => SOUND.includes(name))).toEqual([]);
  });

  it('shows no stack trace', () => {
    expect(result.output).not.toMatch(STACK_TRACE);
  });
});

describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('A machine without cargo on Nx %s', (version) => {
  it('is told so for each crate, with what to do', async () => {
    const workspace = freshWorkspace('cratesReady', version);
    const nowhere = join(workspace, '..', 'nowhere');
    mkdirSync(nowhere);
    const env = { PATH: nowhere, HOME: nowhere, USERPROFILE: nowhere, CARGO_HOME: nowhere, RUSTUP_HOME: nowhere };
    const { output, code, ...rest } = await check(workspace, 'all', { env: { ...env, CARGO: '' } });

    expect(code).not.toBe(0);
    expect(failed({ output, code, ...rest })).toEqual(SOUND);
    for (const root of ['libs/lone', 'apps/till']) {
      const [finding, ...others] = findings(workspace, root, 'rust-check');
      expect(finding).toMatchObject({ level: 'error', message: expect.stringContaining('cargo') });
      expect(others).toEqual([]);
    }
    expect(output).not.toMatch(STACK_TRACE);
  });
});

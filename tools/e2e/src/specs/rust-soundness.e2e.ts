import { beforeAll, describe, expect, it } from 'vitest';
import { hasCargo, updateCrate } from '../harness/cargo.js';
import { type Change, pretendUpdate, setInstalledVersion, setTargetOptions, undoChanges } from '../harness/changes.js';
import { edit, write } from '../harness/files.js';
import { check, ran } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { freshWorkspace } from '../harness/workspace.js';

const ALL = ['labels', 'ledger', 'lone', 'money', 'till'];

/** Everything that a report can depend on. */
const DEPENDS: Change[] = [
  {
    what: 'a source file, by its dependants too',
    apply: (root) => edit(root, 'libs/money/src/lib.rs', (text) => `${text}\n// more\n`),
    runs: ['ledger', 'money', 'till'],
  },
  {
    what: 'a new source file',
    apply: (root) => write(root, 'libs/lone/src/extra.rs', '//! More.\n'),
    runs: ['lone'],
  },
  {
    what: "the crate's own manifest, by its dependants too",
    apply: (root) => edit(root, 'libs/labels/Cargo.toml', (text) => `${text}\n[features]\nextra = []\n`),
    runs: ['labels', 'till'],
  },
  {
    what: 'a build script',
    apply: (root) => edit(root, 'libs/ledger/build.rs', (text) => `${text}\n// more\n`),
    runs: ['ledger', 'till'],
  },
  {
    what: 'a .proto file that a build script names',
    apply: (root) => edit(root, 'assets/bill.proto', (text) => text.replace('EUR', 'CHF')),
    runs: ['ledger', 'till'],
  },
  {
    what: 'a file outside the crate that its source includes',
    apply: (root) => edit(root, 'assets/states.txt', (text) => `${text}late\n`),
    runs: ['labels', 'till'],
  },
  {
    what: 'the manifest of the Cargo workspace',
    apply: (root) => edit(root, 'Cargo.toml', (text) => `${text}\n[profile.dev]\ndebug = 0\n`),
    runs: ALL,
  },
  {
    what: 'the configuration of cargo',
    apply: (root) => write(root, '.cargo/config.toml', '[build]\nincremental = false\n'),
    runs: ALL,
  },
  {
    what: 'the choice of a toolchain',
    apply: (root) => write(root, 'rust-toolchain.toml', '[toolchain]\nprofile = "minimal"\n'),
    runs: ALL,
  },
  {
    what: 'the configuration of clippy',
    apply: (root) => write(root, 'clippy.toml', 'too-many-arguments-threshold = 3\n'),
    runs: ALL,
  },
  {
    what: 'the configuration of rustfmt',
    apply: (root) => write(root, 'rustfmt.toml', 'max_width = 90\n'),
    runs: ALL,
  },
  {
    what: 'a configuration of one crate',
    apply: (root) => write(root, 'libs/lone/.clippy.toml', 'too-many-arguments-threshold = 3\n'),
    runs: ['lone'],
  },
  {
    what: 'a locked crate of the closure',
    apply: (root) => updateCrate(root, 'itoa', '1.0.17'),
    runs: ['ledger', 'money', 'till'],
  },
  {
    what: 'a flag of the compiler in the environment',
    apply: () => undefined,
    env: { RUSTFLAGS: '--cfg extra' },
    runs: ALL,
  },
  {
    what: 'the version of Hone',
    apply: (root) => pretendUpdate(root, '@hone/rust-check', '0.1.1'),
    runs: ALL,
  },
  {
    what: "an option of the target in the project's project.json",
    apply: (root) =>
      write(
        root,
        'libs/lone/project.json',
        JSON.stringify({ name: 'lone', targets: { 'rust-check': { options: { denyWarnings: true } } } }),
      ),
    runs: ['lone'],
  },
  {
    what: 'an option for all targets in nx.json',
    apply: (root) => setTargetOptions(root, 'rust-check', { steps: ['check'] }),
    runs: ALL,
  },
];

/** What no report depends on, or only that of the crate itself. */
const DOES_NOT_DEPEND: Change[] = [
  {
    what: 'a test of a dependency',
    apply: (root) => edit(root, 'libs/ledger/tests/total.rs', (text) => `${text}\n// more\n`),
    runs: ['ledger'],
  },
  {
    what: 'a locked crate outside of every closure',
    apply: (root) =>
      edit(root, 'Cargo.lock', (text) => `${text}\n[[package]]\nname = "zzz-unused"\nversion = "1.0.0"\n`),
    runs: [],
  },
  {
    what: 'a package of npm',
    apply: (root) =>
      edit(root, 'package.json', (text) => JSON.stringify({ ...JSON.parse(text), description: 'changed' })),
    runs: [],
  },
  {
    what: 'a file at the root that has nothing to do with Rust',
    apply: (root) => write(root, 'README.md', '# changed\n'),
    runs: [],
  },
  {
    what: 'a file beside those that crates include',
    apply: (root) => write(root, 'assets/other.txt', 'changed\n'),
    runs: [],
  },
  {
    what: 'a Cargo workspace that stands apart',
    apply: (root) => {
      write(root, 'apart/Cargo.toml', '[workspace]\nmembers = ["inner"]\nresolver = "3"\n');
      write(root, 'apart/inner/Cargo.toml', '[package]\nname = "inner"\nversion = "0.1.0"\nedition = "2024"\n');
      write(root, 'apart/inner/src/lib.rs', '//! Apart.\n');
    },
    runs: ['inner'],
  },
];

const cargo = await hasCargo('soundness of rust-check');

/** A check sees a change exactly when its report can depend on it. */
describe.skipIf(!cargo).each(Object.keys(NX_VERSIONS) as NxVersion[])('Soundness of rust-check on Nx %s', (version) => {
  let workspace: string;

  beforeAll(async () => {
    workspace = freshWorkspace('cratesReady', version);
    const run = await check(workspace);
    expect(run.code, run.output).toBe(0);
  });

  async function runsAfter({ apply, env }: Change): Promise<string[]> {
    await apply(workspace);
    try {
      return ran(await check(workspace, 'all', env === undefined ? {} : { env }));
    } finally {
      await undoChanges(workspace);
      setInstalledVersion(workspace, '@hone/rust-check', '0.1.0');
    }
  }

  it.each(DEPENDS)('$what is seen', async (change) => {
    expect(await runsAfter(change)).toEqual([...change.runs].sort());
  });

  it.each(DOES_NOT_DEPEND)('$what is not seen elsewhere', async (change) => {
    expect(await runsAfter(change)).toEqual([...change.runs].sort());
  });
});

import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyFixture, runPlugin } from '../graph/fixtures/run-plugin.js';

let workspace: ReturnType<typeof copyFixture>;
let warnings: string[];
const at = (file: string): string => path.join(workspace.root, file);
const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(at(file), change(readFileSync(at(file), 'utf8')));

beforeEach(() => {
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', undefined);
  vi.stubEnv('CARGO_TARGET_DIR', undefined);
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void warnings.push(text));
  workspace = copyFixture('crates');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  workspace.remove();
});

describe('in a Cargo workspace with a patch, a lone crate, vendored ones and a broken manifest', () => {
  it('finds the crates that cargo works on', async () => {
    const { projects } = await runPlugin(workspace.root);
    expect(Object.entries(projects).map(([name, { root }]) => `${name} in ${root}`)).toEqual([
      'fast in native',
      'acme-api in crates/api',
      'acme-core in crates/core',
      'acme-macros in crates/macros',
      'server in services/server',
      'broken-tool in tools/broken',
      'lone in tools/lone',
      'tiny in vendor/tiny',
    ]);
  });

  it('says what it could not read, and what it left out', async () => {
    await runPlugin(workspace.root);
    expect(warnings).toEqual([
      expect.stringMatching(/^@hone\/nx: tools\/broken\/Cargo\.toml:3: .*not valid TOML/),
      expect.stringMatching(/^@hone\/nx: tools\/lone\/Cargo\.toml:8: .*tools\/gone/),
      '@hone/nx: stray/Cargo.toml: left out, since cargo refuses to work in it. List it in `members` or `exclude` of Cargo.toml.',
    ]);
  });

  it('adds edges of paths in every table, of patches, and to locked packages', async () => {
    expect((await runPlugin(workspace.root)).edges).toEqual([
      'acme-api -> acme-core (crates/api/Cargo.toml)',
      'acme-api -> acme-macros (crates/api/Cargo.toml)',
      'acme-api -> cargo:protox@0.9.0 (crates/api/Cargo.toml)',
      'acme-api -> tiny (crates/api/Cargo.toml)',
      'acme-core -> cargo:serde@1.0.219 (crates/core/Cargo.toml)',
      'acme-macros -> acme-api (crates/macros/Cargo.toml)',
      'acme-macros -> cargo:syn@2.0.104 (crates/macros/Cargo.toml)',
      'cargo:axum@0.8.4 -> cargo:hyper@1.6.0',
      'cargo:axum@0.8.4 -> cargo:serde@1.0.219',
      'cargo:hyper@1.6.0 -> cargo:itoa@1.0.15',
      'cargo:serde@1.0.219 -> cargo:serde_derive@1.0.219',
      'cargo:serde_derive@1.0.219 -> cargo:syn@2.0.104',
      'fast -> acme-core (native/Cargo.toml)',
      'fast -> pypi:idna@3.20 (native/pyproject.toml)',
      'lone -> acme-core (tools/lone/Cargo.toml)',
      'server -> acme-api (services/server/Cargo.toml)',
      'server -> acme-core (services/server/Cargo.toml)',
      'server -> cargo:axum@0.8.4 (services/server/Cargo.toml)',
    ]);
  });

  it('leaves out nodes, commands and crates that are not wanted', async () => {
    const some = await runPlugin(workspace.root, { rust: { externalNodes: false, commands: false } });
    expect(some.externalNodes).toEqual(['pypi:idna@3.20', expect.stringMatching(/^rustc /)]);
    expect(Object.keys(some.projects['server']?.targets ?? {})).toEqual(['lock-slice']);
    const none = await runPlugin(workspace.root, { rust: { enabled: false } });
    expect(Object.keys(none.projects)).toEqual(['fast']);
  });

  it('checks every crate once rust-check is installed, one with a broken manifest too', async () => {
    mkdirSync(at('node_modules/@hone/rust-check'), { recursive: true });
    writeFileSync(at('node_modules/@hone/rust-check/package.json'), '{ "version": "1.2.3" }');
    const { projects } = await runPlugin(workspace.root);
    for (const { targets } of Object.values(projects)) expect(targets).toHaveProperty('rust-check');
    expect(Object.keys(projects['broken-tool']?.targets ?? {})).toEqual(['rust-check']);
  });

  it('runs and keeps what manifests say', async () => {
    const { server, fast } = (await runPlugin(workspace.root)).projects;
    expect(server?.targets?.['rust-run']).toMatchObject({ command: 'cargo run --bin migrate', continuous: true });
    expect(fast?.targets?.['rust-build']?.outputs).toEqual([
      expect.stringMatching(/^\{workspaceRoot\}\/target\/debug\/(?:lib)?fast_native\./),
    ]);
  });

  it('counts what sources name outside their crate, for dependents too', async () => {
    const { projects } = await runPlugin(workspace.root);
    const named = (name: string) =>
      projects[name]?.namedInputs?.['rust']?.filter((one) => /\/(?:shared|proto)\b/.test(String(one)));
    const [schema, proto] = ['{workspaceRoot}/shared/schema.json', '{workspaceRoot}/proto/**/*'];
    expect(named('acme-core')).toEqual([schema]);
    expect(named('acme-api')).toEqual(expect.arrayContaining([schema, proto]));
    expect(named('server')).toEqual(expect.arrayContaining([schema, proto]));
    // By way of a development dependency of its own.
    expect(named('acme-macros')).toEqual(expect.arrayContaining([schema, proto]));
    expect(named('tiny')).toEqual([]);
  });
});

describe('a folder that is a project in Python and in Rust', () => {
  it('is one project, with a slice of each lock', async () => {
    const { fast } = (await runPlugin(workspace.root)).projects;
    expect(fast?.metadata?.technologies).toEqual(['python', 'rust']);
    expect(fast?.targets?.['lock-slice']?.options).toEqual({
      slices: [
        { lock: 'native/uv.lock', slicePath: '{workspaceRoot}/dist/hone/native/python-lock-slice.json' },
        { lock: 'Cargo.lock', slicePath: '{workspaceRoot}/dist/hone/native/cargo-lock-slice.json' },
      ],
    });
    expect(fast?.targets).toHaveProperty('rust-build');
  });
});

describe('names', () => {
  it('of a project.json count', async () => {
    writeFileSync(at('crates/core/project.json'), '{ "name": "heart" }');
    expect((await runPlugin(workspace.root)).projects).toHaveProperty('heart');
  });

  it('that a crate shares with a Python project become paths', async () => {
    mkdirSync(at('services/py/server'), { recursive: true });
    writeFileSync(at('services/py/pyproject.toml'), '[project]\nname = "server"\nversion = "0"\n');
    const names = Object.keys((await runPlugin(workspace.root)).projects);
    expect(names).toEqual(expect.arrayContaining(['services-py', 'services-server']));
    expect(warnings.join('\n')).toContain('Several projects are named "server"');
  });
});

describe('from one command to the next', () => {
  it('sees changed manifests, locks and sources, and crates that come and go', async () => {
    const edges = async (): Promise<string[]> => (await runPlugin(workspace.root)).edges;
    const before = await edges();
    const gained = async (): Promise<string[]> => (await edges()).filter((edge) => !before.includes(edge));
    expect(await gained()).toEqual([]);

    appendFileSync(
      at('crates/core/Cargo.toml'),
      '\n[dev-dependencies]\nlocal = { package = "tiny", path = "../../vendor/tiny" }\n',
    );
    expect(await gained()).toEqual(['acme-core -> tiny (crates/core/Cargo.toml)']);

    edit('Cargo.lock', (text) => text.replace('version = "1.0.15"', 'version = "1.0.16"'));
    expect(await gained()).toContain('cargo:hyper@1.6.0 -> cargo:itoa@1.0.16');

    rmSync(at('tools/lone'), { recursive: true });
    renameSync(at('crates/macros'), at('crates/derive'));
    edit('crates/api/Cargo.toml', (text) => text.replace('../macros', '../derive'));
    const { projects } = await runPlugin(workspace.root);
    expect(projects).not.toHaveProperty('lone');
    expect(projects['acme-macros']?.root).toBe('crates/derive');

    writeFileSync(at('vendor/tiny/src/lib.rs'), 'include!("../../../shared/extra.rs");\n');
    expect((await runPlugin(workspace.root)).projects['acme-api']?.namedInputs?.['rust']).toContain(
      '{workspaceRoot}/shared/extra.rs',
    );
  });

  it('takes what another process left', async () => {
    await runPlugin(workspace.root);
    const file = at('.nx/workspace-data/hone-rust.json');
    // A cache that says something else proves that it is read.
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('shared/schema.json', 'shared/other.json'));
    vi.resetModules();
    const fresh = await import('../graph/fixtures/run-plugin.js');
    const { projects } = await fresh.runPlugin(workspace.root);
    expect(projects['acme-core']?.namedInputs?.['rust']).toContain('{workspaceRoot}/shared/other.json');
  });
});

it('makes another task of a check where protoc is there', async () => {
  edit('crates/core/Cargo.toml', (text) => `${text}\n[build-dependencies]\nprost-build = "0.14"\n`);
  mkdirSync(at('node_modules/@hone/rust-check'), { recursive: true });
  writeFileSync(at('node_modules/@hone/rust-check/package.json'), '{ "version": "1.2.3" }');
  const known = async (): Promise<unknown[]> => {
    const { projects } = await runPlugin(workspace.root);
    return ['acme-core', 'acme-api', 'tiny'].map((name) => projects[name]?.targets?.['rust-check']?.options.buildTools);
  };
  vi.stubEnv('PROTOC', undefined);
  vi.stubEnv('PATH', at('bin'));
  const missing = { protoc: 'not found' };
  expect(await known()).toEqual([missing, missing, undefined]);
  mkdirSync(at('bin'));
  writeFileSync(at(process.platform === 'win32' ? 'bin/protoc.exe' : 'bin/protoc'), '', { mode: 0o755 });
  expect(await known()).toEqual([{ protoc: 'PATH' }, { protoc: 'PATH' }, undefined]);
});

it('keeps the rest of the graph when a member is missing', async () => {
  edit('Cargo.toml', (text) => text.replace('"native"]', '"native", "crates-gone/one"]'));
  const { projects, edges } = await runPlugin(workspace.root);
  expect(projects).toHaveProperty('server');
  expect(edges).toContain('server -> acme-api (services/server/Cargo.toml)');
  expect(warnings.join('\n')).toMatch(/@hone\/nx: Cargo\.toml:3: .*crates-gone\/one/);
});

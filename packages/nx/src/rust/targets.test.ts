import type { TargetConfiguration } from '@nx/devkit';
import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../graph/options.js';
import { builtFiles } from './built-files.js';
import { bin, cargoWorkspace, crate, dependency } from './fixtures/facts.js';
import type { TargetFacts } from './target-facts.js';
import { crateNamedInputs, crateSlice, crateTargets } from './targets.js';
import type { CrateFacts } from './types.js';

const rustc = 'rustc 1.95.0 (59807616e 2026-04-14) x86_64-unknown-linux-gnu';
const facts = (changes: Partial<CrateFacts> = {}, others: Partial<TargetFacts> = {}): TargetFacts => ({
  crate: crate('crates/core', { lock: 'Cargo.lock', ...changes }),
  hasDependencies: false,
  inherited: [],
  tools: { '@hone/rust-check': '0.1.0' },
  rustc,
  nextest: false,
  place: {},
  ...others,
});
const targetsOf = (
  changes?: Partial<CrateFacts>,
  others?: Partial<TargetFacts>,
  options = resolveOptions(undefined),
): Record<string, TargetConfiguration> => crateTargets(facts(changes, others), options);

describe('targets', () => {
  it('are those that the crate has something for', () => {
    expect(Object.keys(targetsOf())).toEqual(['rust-check', 'rust-build', 'rust-test', 'rust-doc']);
    const program = { targets: [bin('tool'), { kind: 'bench', name: 'x', path: 'benches/x.rs' } as const] };
    const names = ['rust-check', 'rust-build', 'rust-test', 'rust-run', 'rust-bench'];
    expect(Object.keys(targetsOf(program))).toEqual(names);
    expect(targetsOf({ targets: [] }, { tools: {} })).toEqual({});
  });

  it('are named by the options', () => {
    const options = resolveOptions({
      rustCheckTargetName: 'check',
      rustTestTargetName: 'test',
      lockSliceTargetName: 'cut',
    });
    const targets = targetsOf({}, {}, options);
    expect(Object.keys(targets)).toEqual(['check', 'rust-build', 'test', 'rust-doc']);
    expect(targets['check']?.dependsOn).toEqual(['cut']);
    expect(targets['check']?.options.reportPath).toBe('{workspaceRoot}/dist/hone/crates/core/check.sarif');
  });

  it('say what they are', () => {
    for (const { metadata } of Object.values(targetsOf({ targets: [bin('a')] }))) {
      expect(metadata).toMatchObject({ technologies: ['rust'], help: { command: expect.any(String) } });
      expect(metadata?.description).toMatch(/\.$/);
    }
  });

  it('know the compiler, and that npm packages are nothing to them', () => {
    const { 'rust-check': check, 'rust-test': test } = targetsOf();
    expect(check?.options.rustc).toBe(`@hone/rust-check@0.1.0 ${rustc}`);
    expect(check?.inputs).toContainEqual({ externalDependencies: [] });
    expect(test?.inputs).toContainEqual({ externalDependencies: [rustc] });
  });

  it('know where programs are that a build may run: a check that was skipped for want of one is another result', () => {
    const buildTools = { protoc: 'not found' };
    expect(targetsOf({}, { buildTools })['rust-check']?.options.buildTools).toEqual(buildTools);
    expect(targetsOf()['rust-check']?.options).not.toHaveProperty('buildTools');
  });

  it('take the slice in place of the lock, and sources of dependencies where there are some', () => {
    const slice = { dependentTasksOutputFiles: '**/cargo-lock-slice.json', transitive: false };
    expect(targetsOf()['rust-check']).toMatchObject({
      dependsOn: ['lock-slice'],
      options: { lockSlice: 'dist/hone/crates/core/cargo-lock-slice.json' },
    });
    expect(targetsOf()['rust-check']?.inputs).toEqual(['rust', slice, { externalDependencies: [] }]);
    const { inputs } = crateTargets({ ...facts(), hasDependencies: true }, resolveOptions(undefined))['rust-check']!;
    expect(inputs).toContain('^{projectRoot}/!(target|tests|benches|examples)/**/*');
  });

  it('cut a slice by the manifests that say what is for development only', () => {
    expect(crateSlice(facts().crate)).toEqual({
      lock: 'Cargo.lock',
      name: 'cargo-lock-slice.json',
      inputs: ['{projectRoot}/Cargo.toml', '^{projectRoot}/Cargo.toml', '{workspaceRoot}/Cargo.toml'],
    });
    expect(crateSlice(crate('lone'))).toBeUndefined();
  });
});

describe('commands', () => {
  const command = (target: string, changes: Partial<CrateFacts>): unknown => targetsOf(changes)[target]?.['command'];

  it('name the package only where cargo would take others along', () => {
    expect(command('rust-test', {})).toBe('cargo test');
    const cargo = cargoWorkspace({ root: 'crates/core', defaultMembers: ['crates/core', 'crates/core/a'] });
    expect(command('rust-test', { cargoWorkspace: cargo })).toBe('cargo test --package core');
    const alone = cargoWorkspace({ root: 'crates/core', defaultMembers: ['crates/core'] });
    expect(command('rust-test', { cargoWorkspace: alone })).toBe('cargo test');
  });

  it('run nextest where it is, and what it leaves out', () => {
    expect(targetsOf({}, { nextest: true })['rust-test']).toMatchObject({
      executor: 'nx:run-commands',
      options: { commands: ['cargo nextest run --no-tests=pass', 'cargo test --doc'], parallel: false },
    });
    expect(targetsOf({ targets: [bin('a')] }, { nextest: true })['rust-test']?.command).toBe(
      'cargo nextest run --no-tests=pass',
    );
  });

  it('run the program that is meant, and go on where it serves', () => {
    const programs = { targets: [bin('one'), bin('two')] };
    expect(command('rust-run', { targets: [bin('one')] })).toBe('cargo run');
    expect(targetsOf(programs)).not.toHaveProperty('rust-run');
    const named = { name: 'core', versionFrom: 'package', defaultRun: 'two' } as const;
    expect(command('rust-run', { ...programs, package: named })).toBe('cargo run --bin two');
    const continuous = (...dependencies: CrateFacts['dependencies']): unknown =>
      targetsOf({ targets: [bin('one')], dependencies })['rust-run']?.continuous;
    expect(continuous(dependency('serde'), dependency('hyper', { features: ['client'] }))).toBeUndefined();
    expect(continuous(dependency('axum', { kind: 'dev' }))).toBeUndefined();
    expect(continuous(dependency('web', { name: 'axum' }))).toBe(true);
    expect(continuous(dependency('hyper', { features: ['server'] }))).toBe(true);
  });

  it('measure with nothing beside them, and cache no measurement', () => {
    const targets = [{ kind: 'bench', name: 'x', path: 'benches/x.rs' } as const];
    expect(targetsOf({ targets })['rust-bench']).toMatchObject({ cache: false, parallelism: false });
  });
});

describe('what a build leaves', () => {
  const library = {
    kind: 'lib',
    name: 'my-core',
    path: 'src/lib.rs',
    crateTypes: ['cdylib', 'staticlib', 'rlib'],
  } as const;
  const built = (platform: NodeJS.Platform, ...targets: CrateFacts['targets']): string[] | undefined =>
    builtFiles(crate('a', { targets }), {}, platform);

  it('is programs, and libraries for other languages', () => {
    const targets = [{ ...library, crateTypes: [...library.crateTypes] }, bin('tool')];
    const at = (...names: string[]): string[] => names.map((name) => `{workspaceRoot}/target/debug/${name}`);
    expect(built('linux', ...targets)).toEqual(at('libmy_core.a', 'libmy_core.so', 'tool'));
    expect(built('darwin', ...targets)).toEqual(at('libmy_core.a', 'libmy_core.dylib', 'tool'));
    expect(built('win32', ...targets)).toEqual(at('my_core.dll', 'my_core.lib', 'tool.exe'));
    expect(built('linux', { kind: 'lib', name: 'a', path: 'src/lib.rs' })).toEqual([]);
  });

  it('lies where cargo is told, and can not be cached outside the workspace', () => {
    const place = { targetDir: 'out', target: 'wasm32-wasip2' };
    expect(builtFiles(crate('a', { targets: [bin('x')] }), place)).toEqual([
      '{workspaceRoot}/out/wasm32-wasip2/debug/x',
    ]);
    expect(targetsOf({ targets: [bin('x')] }, { place: { targetDir: '../out' } })['rust-build']).toMatchObject({
      cache: false,
    });
    expect(targetsOf({ targets: [bin('x')] })['rust-build']).toMatchObject({ cache: true });
  });
});

describe('the named input', () => {
  const inputsOf = (...args: Parameters<typeof facts>) => crateNamedInputs(facts(...args))?.['rust'] ?? [];

  it('holds the crate without what is built and locked, and configurations up to the workspace root', () => {
    expect(inputsOf().slice(0, 3)).toEqual([
      '{projectRoot}/**/*',
      '!{projectRoot}/target/**/*',
      expect.stringContaining('!{projectRoot}/{Cargo.lock,'),
    ]);
    expect(inputsOf()).toEqual(
      expect.arrayContaining(['{workspaceRoot}/crates/.cargo/{config,config.toml}', '{workspaceRoot}/Cargo.toml']),
    );
    expect(inputsOf().filter((one) => String(one).includes('rust-toolchain.toml'))).toHaveLength(2);
  });

  it('holds what sources name outside the crate, its own and those of its dependencies', () => {
    const references = { files: ['shared/a.json'], buildInputs: ['proto'], unshared: ['crates/core/tests/x'] };
    expect(inputsOf({ references }, { inherited: ['crates/b/tests/data', 'crates/core/src/lib.rs'] })).toEqual(
      expect.arrayContaining(
        ['shared/a.json', 'proto', 'proto/**/*', 'crates/b/tests/data'].map((file) => `{workspaceRoot}/${file}`),
      ),
    );
    expect(JSON.stringify(inputsOf({ references }))).not.toContain('crates/core/');
  });

  it('holds variables, those of the platform too', () => {
    expect(inputsOf()).toContainEqual({ env: 'RUSTFLAGS' });
    expect(inputsOf()).toContainEqual({ env: 'CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS' });
  });
});

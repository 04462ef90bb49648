import { readFileSync } from 'node:fs';
import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasCargo, writeTree, type WrittenTree } from '../shared/fixtures/written-tree.js';
import crateGenerator from './crate.js';

if (!hasCargo) console.warn('SKIPPED crate generator on disk: cargo is missing: install Rust from https://rustup.rs');

let tree: Tree;
let written: WrittenTree | undefined;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});
afterEach(() => {
  written?.remove();
  written = undefined;
});

const read = (file: string): string => tree.read(file, 'utf8')!;
const add = (name: string, options: Partial<Parameters<typeof crateGenerator>[1]> = {}): Promise<unknown> =>
  crateGenerator(tree, { name, ...options });

describe('a new Cargo workspace', () => {
  it('sets edition and lints once', async () => {
    await add('order-book');
    expect(read('Cargo.toml')).toBe(
      [
        '[workspace]',
        'resolver = "3"',
        'members = ["crates/*"]',
        '',
        '[workspace.package]',
        'edition = "2024"',
        '',
        '[workspace.lints.rust]',
        'unsafe_code = "warn"',
        '',
        '[workspace.lints.clippy]',
        'all = { level = "warn", priority = -1 }',
        '',
      ].join('\n'),
    );
    expect(read('crates/order-book/Cargo.toml')).toBe(
      '[package]\nname = "order-book"\nversion = "0.1.0"\nedition.workspace = true\n\n[lints]\nworkspace = true\n',
    );
    expect(tree.exists('crates/order-book/src/lib.rs')).toBe(true);
  });

  it('registers the plugin and has git ignore the target folder', async () => {
    await add('order-book');
    expect(JSON.parse(read('nx.json')).plugins).toEqual([{ plugin: '@hone/nx' }]);
    expect(read('.gitignore').split('\n')).toContain('target');
  });

  it('goes where it is told to', async () => {
    await add('router', { workspace: 'rust', directory: 'rust/services/router', kind: 'bin', edition: '2021' });
    expect(read('rust/Cargo.toml')).toMatch('resolver = "2"\nmembers = ["services/*"]');
    expect(read('rust/Cargo.toml')).toMatch('edition = "2021"');
    expect(tree.exists('rust/services/router/src/main.rs')).toBe(true);
  });

  it('takes the edition that the pinned toolchain knows', async () => {
    tree.write('rust-toolchain.toml', '[toolchain]\nchannel = "1.80.1"\n');
    await add('order-book');
    expect(read('Cargo.toml')).toMatch('edition = "2021"');
  });

  it('leaves crates alone that stood alone below it', async () => {
    tree.write('tools/gen/Cargo.toml', '[package]\nname = "gen"\nversion = "1.0.0"\nedition = "2021"\n');
    await add('order-book');
    expect(read('Cargo.toml')).toMatch('exclude = ["tools/gen"]');
  });

  it('grows out of a crate at its root', async () => {
    tree.write('Cargo.toml', '# ours\n[package]\nname = "app"\nversion = "1.0.0"\nedition = "2021"\n');
    tree.write('src/lib.rs', '');
    await add('order-book');
    expect(read('Cargo.toml')).toMatch(
      /^# ours\n\[package\][^]*\n\n\[workspace\]\nresolver = "3"\nmembers = \["crates\/\*"\]/,
    );
  });
});

describe('a Cargo workspace that is there', () => {
  const manifest = [
    '# The team owns this.',
    '[workspace]',
    'resolver = "2"',
    'members = [',
    '  "libs/alpha", # the first',
    '  "libs/gamma",',
    ']',
    '',
    '[workspace.package]',
    'version = "3.1.0"',
    'edition = "2021" # for now',
    'license = "MIT"',
    '',
    '[workspace.lints.clippy]',
    'pedantic = "warn"',
    '',
  ].join('\n');
  const lock =
    '# @generated\nversion = 4\n\n[[package]]\nname = "alpha"\nversion = "3.1.0"\n\n[[package]]\nname = "gamma"\nversion = "3.1.0"\n';

  beforeEach(() => {
    tree.write('rust/Cargo.toml', manifest);
    tree.write('rust/Cargo.lock', lock);
    for (const name of ['alpha', 'gamma']) {
      tree.write(
        `rust/libs/${name}/Cargo.toml`,
        `[package]\nname = "${name}"\nversion.workspace = true\nedition.workspace = true\n`,
      );
      tree.write(`rust/libs/${name}/src/lib.rs`, '');
    }
  });

  it('gets the member in its place, and nothing else changes', async () => {
    await add('beta');
    expect(read('rust/Cargo.toml')).toBe(manifest.replace('  "libs/gamma",', '  "libs/beta",\n  "libs/gamma",'));
  });

  it('gives the crate what it shares', async () => {
    await add('beta');
    expect(read('rust/libs/beta/Cargo.toml')).toBe(
      '[package]\nname = "beta"\nversion.workspace = true\nedition.workspace = true\nlicense.workspace = true\n\n[lints]\nworkspace = true\n',
    );
  });

  it('needs no edit where a glob covers the crate', async () => {
    tree.write('rust/Cargo.toml', manifest.replace('"libs/gamma"', '"libs/*"'));
    await add('beta');
    expect(read('rust/Cargo.toml')).toBe(manifest.replace('"libs/gamma"', '"libs/*"'));
  });

  it('sets the edition of the crate where another is asked for', async () => {
    await add('beta', { edition: '2024' });
    expect(read('rust/libs/beta/Cargo.toml')).toMatch('edition = "2024"\n');
    expect(read('rust/Cargo.toml')).toMatch('edition = "2021" # for now');
  });

  it('gets the crate into its lock', async () => {
    await add('beta');
    expect(read('rust/Cargo.lock')).toBe(
      lock.replace(
        '[[package]]\nname = "gamma"',
        '[[package]]\nname = "beta"\nversion = "3.1.0"\n\n[[package]]\nname = "gamma"',
      ),
    );
    await add('zeta');
    expect(read('rust/Cargo.lock')).toMatch(
      /name = "gamma"\nversion = "3.1.0"\n\n\[\[package\]\]\nname = "zeta"\nversion = "3.1.0"\n$/,
    );
  });

  it.each([
    ['alpha', {}, /`alpha` already, at rust\/libs\/alpha/],
    ['beta', { directory: 'rust/libs/alpha' }, /rust\/libs\/alpha is not empty/],
    ['beta', { directory: 'rust/libs/alpha/inner' }, /lies inside the crate rust\/libs\/alpha/],
    ['beta', { directory: '../beta' }, /outside of the workspace/],
    ['beta', { workspace: 'rust', directory: 'beta' }, /does not lie in the Cargo workspace at rust/],
  ])('refuses %s %o', async (name, options, message) => {
    await expect(add(name, options)).rejects.toThrow(message);
  });
});

describe('names', () => {
  it.each([
    ['', /it is empty/],
    ['2fast', /does not begin with a letter/],
    ['a b', /holds " "/],
    ['größe', /holds "ö"/],
    ['match', /word of the language/],
    ['core', /Rust itself/],
    ['proc-macro', /Rust itself/],
    ['aux', /Windows/],
    ['a'.repeat(65), /64 characters/],
  ])('refuses %j', async (name, message) => {
    await expect(add(name)).rejects.toThrow(message);
    expect(tree.exists('Cargo.toml')).toBe(false);
  });

  it('refuses a program that collides with a folder of cargo, and takes the library', async () => {
    await expect(add('deps', { kind: 'bin' })).rejects.toThrow(/collides/);
    await add('deps');
  });
});

describe.skipIf(!hasCargo)('on disk', () => {
  it('is green: clippy, rustfmt, tests, and a lock that is up to date', { timeout: 120_000 }, async () => {
    await add('order-book');
    await add('router', { kind: 'bin' });
    written = writeTree(tree);
    written.cargo(['generate-lockfile', '--offline']);
    tree.write('Cargo.lock', readFileSync(`${written.folder}/Cargo.lock`, 'utf8'));
    written.remove();

    await add('ledger');
    written = writeTree(tree);
    written.cargo([
      'clippy',
      '--workspace',
      '--all-targets',
      '--locked',
      '--offline',
      '--',
      '-D',
      'warnings',
      '-W',
      'clippy::pedantic',
    ]);
    written.cargo(['fmt', '--all', '--check']);
    expect(written.cargo(['test', '--workspace', '--locked', '--offline'])).toMatch(/test tests::greets \.\.\. ok/);
  });
});

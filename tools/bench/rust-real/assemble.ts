import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyTree, mustRun } from '@hone/e2e/harness';

/** Cargo workspaces by name, each with its crates and their versions. */
export type Sources = Record<string, Record<string, string>>;

/**
 * Puts real workspaces together again from their published crates: each a folder with its crates as members, which stand
 * in for the registry's by `[patch]`.
 *
 * @returns the folders of the crates relative to the root, by package name
 */
export async function assemble(root: string, sources: Sources, scratch: string): Promise<Record<string, string>> {
  const published = await fetchCrates(sources, scratch);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, '.gitignore'), 'node_modules\ndist\n.nx\ntarget\n');
  const roots: Record<string, string> = {};
  for (const [workspace, crates] of Object.entries(sources)) {
    for (const crate of Object.keys(crates)) {
      const folder = `${workspace}/${crate}`;
      roots[crate] = folder;
      copyTree(published.get(crate) as string, join(root, folder));
      // What the registry adds to a crate, and the lock of one alone.
      for (const extra of [
        'Cargo.toml.orig',
        'Cargo.lock',
        '.cargo-ok',
        '.cargo-checksum.json',
        '.cargo_vcs_info.json',
      ])
        rmSync(join(root, folder, extra), { force: true });
    }
    const patches = Object.keys(crates).map((crate) => `${crate} = { path = "${crate}" }`);
    const resolver = resolverOf(join(root, workspace, Object.keys(crates)[0] as string));
    const manifest = ['[workspace]', `resolver = "${resolver}"`, 'members = ["*"]', 'exclude = ["target"]', ''];
    writeFileSync(join(root, workspace, 'Cargo.toml'), [...manifest, '[patch.crates-io]', ...patches, ''].join('\n'));
    await mustRun(['cargo', 'generate-lockfile', '--quiet'], { cwd: join(root, workspace) });
  }
  return roots;
}

/** The resolver that the edition of a crate implies, and that its own workspace therefore has. */
function resolverOf(crate: string): string {
  const edition = /^edition = "(\d+)"/m.exec(readFileSync(join(crate, 'Cargo.toml'), 'utf8'))?.[1] ?? '2015';
  return { 2015: '1', 2018: '1', 2021: '2' }[edition] ?? '3';
}

/** Has cargo download the crates, and gives the folder of each. */
async function fetchCrates(sources: Sources, scratch: string): Promise<Map<string, string>> {
  mkdirSync(join(scratch, 'src'), { recursive: true });
  const wanted = Object.values(sources).flatMap((crates) => Object.entries(crates));
  const lines = wanted.map(([name, version]) => `${name} = "=${version}"`);
  const manifest = [
    '[package]',
    'name = "scratch"',
    'version = "0.0.0"',
    'edition = "2021"',
    '[dependencies]',
    ...lines,
  ];
  writeFileSync(join(scratch, 'Cargo.toml'), `${manifest.join('\n')}\n`);
  writeFileSync(join(scratch, 'src', 'lib.rs'), '');
  // Unlike metadata, it brings crates that have no library too.
  await mustRun(['cargo', 'vendor', '--versioned-dirs', '--quiet', 'vendor'], { cwd: scratch });
  return new Map(wanted.map(([name, version]) => [name, join(scratch, 'vendor', `${name}-${version}`)]));
}

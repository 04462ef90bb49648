/**
 * Development check: the files that our scan says a crate reads against what rustc wrote into its dependency files.
 *
 *   CARGO_TARGET_DIR=FOLDER npx tsx --conditions=@hone/source tools/oracles/cargo-graph/compare-includes.mts FOLDER...
 *
 * Each folder is the root of a Cargo workspace that `cargo check --workspace --all-targets` has compiled into the target
 * folder. Every file of the workspace that rustc read for a member, other than the Rust sources in its own folder, must be
 * found by the scan. Files that ours finds and rustc did not read (other platforms, features) are only counted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readCargoProjects, readCrateReferences } from '@hone/core/cargo';
import { createWalker } from '@hone/core/files';

const target = process.env['CARGO_TARGET_DIR'];
if (!target) throw new Error('Set CARGO_TARGET_DIR to where the workspaces were compiled.');
const dependencyFiles = readdirSync(path.join(target, 'debug/deps')).filter((name) => name.endsWith('.d'));

for (const folder of process.argv.slice(2)) compareFolder(path.resolve(folder));

function compareFolder(root: string): void {
  const walker = createWalker(root);
  const manifests = walker.listFiles('.', { filter: (name) => name === 'Cargo.toml' });
  const { crates } = readCargoProjects(root, manifests);
  const roots = crates.map((crate) => crate.root).sort((a, b) => b.length - a.length);
  const ownerOf = (file: string): string | undefined => roots.find((at) => at === '.' || file.startsWith(`${at}/`));
  const sources = groupBy(walker.listFiles('.', { extensions: ['.rs'] }), ownerOf);
  let read = 0;
  let lacking = 0;
  let found = 0;
  for (const crate of crates) {
    const theirs = filesReadFor(
      root,
      crate.targets.map((entry) => entry.path),
    ).filter((file) => !(file.endsWith('.rs') && ownerOf(file) === crate.root));
    const { inside, outside } = readCrateReferences(root, crate, sources.get(crate.root) ?? []);
    const ours = new Set([...inside, ...outside]);
    found += ours.size;
    read += theirs.length;
    for (const file of theirs.filter((name) => !ours.has(name))) {
      lacking++;
      console.log(`  ${crate.root}: rustc read ${file}`);
    }
  }
  console.log(
    `${path.basename(root)}: rustc read ${read} other files, ${lacking} of them not found; the scan found ${found}`,
  );
  if (lacking > 0) process.exitCode = 1;
}

/** The files below a root that rustc read for the crate whose targets have these sources. */
function filesReadFor(root: string, targets: readonly string[]): string[] {
  const files = new Set<string>();
  for (const name of dependencyFiles) {
    const text = readFileSync(path.join(target ?? '', 'debug/deps', name), 'utf8');
    const [, list = ''] = /^[^\n]*?\.d: ([^\n]*)/.exec(text) ?? [];
    const read = list.split(/(?<!\\) /).map((file) => relativeTo(root, file.replaceAll('\\ ', ' ')));
    if (!read.some((file) => file !== undefined && targets.includes(file))) continue;
    for (const file of read) if (file !== undefined) files.add(file);
  }
  return [...files].sort();
}

/** Cargo runs rustc in the workspace's root, so paths are relative to that or absolute. */
function relativeTo(root: string, file: string): string | undefined {
  const relative = path.relative(root, path.resolve(root, file)).split(path.sep).join('/');
  return relative.startsWith('../') || path.isAbsolute(relative) ? undefined : relative;
}

function groupBy<K>(items: readonly string[], keyOf: (item: string) => K): Map<K, string[]> {
  const groups = new Map<K, string[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

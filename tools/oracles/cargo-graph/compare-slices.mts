/**
 * Development check: slices of `Cargo.lock` against the graph that cargo itself resolves.
 *
 *   npx tsx --conditions=@hone/source tools/oracles/cargo-graph/compare-slices.mts FOLDER...
 *
 * Each folder is the root of a Cargo workspace. One that has no lock gets one, so give copies. The closure of each member
 * in `cargo metadata --all-features --locked`, without the development dependencies of the others, must be its slice:
 * the same packages, and the same edges. Downloads what the locks name. Fails when there is a difference.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createCargoSlicer, readCargoLock, readCargoProjects, renderCargoLockSlice } from '@hone/core/cargo';
import { resolvedMetadata, runCargo, type ResolvedMetadata } from './metadata.mts';

let failed = false;
for (const folder of process.argv.slice(2)) await compareFolder(path.resolve(folder));
if (failed) process.exitCode = 1;

async function compareFolder(root: string): Promise<void> {
  const manifest = path.join(root, 'Cargo.toml');
  if (!existsSync(path.join(root, 'Cargo.lock'))) await runCargo(['generate-lockfile', '--manifest-path', manifest]);
  const answer = await resolvedMetadata(manifest);
  if ('refusal' in answer) {
    console.log(`${path.basename(root)}: cargo refuses: ${answer.refusal}`);
    return;
  }
  const projects = readCargoProjects(root, manifestsIn(root));
  const lock = readCargoLock(root, '.');
  if (!lock) throw new Error(`${root} has no lock`);
  const slicer = createCargoSlicer(lock, projects);
  const closures = closuresOf(answer.metadata, root);
  let differences = 0;
  let packages = 0;
  let bytes = 0;
  for (const [at, theirs] of closures) {
    const slice = slicer.slice(at);
    const ours = new Set(slice.packages.map(({ name, version }) => `${name} ${version}`));
    for (const entry of slice.packages) {
      for (const to of entry.dependencies) ours.add(`${entry.name} ${entry.version} -> ${to.name} ${to.version}`);
    }
    packages += slice.packages.length;
    bytes += renderCargoLockSlice(slice).length;
    const wrong = [
      ...[...ours].filter((line) => !theirs.has(line)).map((line) => `only ours:  ${line}`),
      ...[...theirs].filter((line) => !ours.has(line)).map((line) => `only cargo: ${line}`),
    ];
    differences += wrong.length;
    for (const line of wrong.slice(0, 10)) console.log(`  ${at}: ${line}`);
  }
  failed ||= differences > 0;
  const { length } = lock.packages;
  console.log(
    `${path.basename(root)}: lock version ${lock.version}, ${length} packages, ${closures.size} slices with ${packages} ` +
      `packages and ${bytes} bytes, ${differences} differences`,
  );
}

/** Packages and edges of each member's closure, by the member's folder. */
function closuresOf(
  { packages, resolve, workspace_members: members }: ResolvedMetadata,
  root: string,
): Map<string, Set<string>> {
  const names = new Map(packages.map(({ id, name, version }) => [id, `${name} ${version}`]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node.deps]));
  const closureOf = (member: string): Set<string> => {
    const lines = new Set<string>();
    const seen = new Set([member]);
    for (const id of seen) {
      lines.add(names.get(id) ?? id);
      for (const { pkg, dep_kinds: kinds } of nodes.get(id) ?? []) {
        if (id !== member && kinds.every(({ kind }) => kind === 'dev')) continue;
        lines.add(`${names.get(id)} -> ${names.get(pkg)}`);
        seen.add(pkg);
      }
    }
    return lines;
  };
  const folders = new Map(
    packages.map(({ id, manifest_path: file }) => [id, path.relative(root, path.dirname(file)) || '.']),
  );
  return new Map(members.map((id) => [folders.get(id)?.split(path.sep).join('/') ?? id, closureOf(id)]));
}

function manifestsIn(root: string, folder = '.'): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory())
      return ['.git', 'target', 'node_modules'].includes(entry.name) ? [] : manifestsIn(root, name);
    return entry.name === 'Cargo.toml' ? [name] : [];
  });
}

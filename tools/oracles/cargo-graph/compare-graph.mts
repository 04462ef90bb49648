/**
 * Development check: our reader of Cargo manifests against `cargo metadata --no-deps`.
 *
 *   npx tsx --conditions=@hone/source tools/oracles/cargo-graph/compare-graph.mts FOLDER...
 *
 * Each folder holds sources with `Cargo.toml` files, one repository or more. For every Cargo workspace and lone crate that
 * we find there, members, default members, package fields, targets, features and dependencies are compared; where cargo
 * refuses a manifest, that is counted apart, and `unsaid` when we report no problem there. Prints each difference, and fails when there is one.
 */
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import pMap from 'p-map';
import { type CargoCrate, type CargoProjects, type CargoWorkspace, readCargoProjects } from '@hone/core/cargo';
import { factsOfCrate, factsOfPackage, type Facts } from './facts.mts';
import { cargoMetadata, type Metadata } from './metadata.mts';

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('Give the folders to read.');

const totals = {
  workspaces: 0,
  lone: 0,
  members: 0,
  targets: 0,
  edges: 0,
  path: 0,
  refused: 0,
  unsaid: 0,
  stray: 0,
  differences: 0,
};
for (const folder of folders) await compareFolder(path.resolve(folder));
console.log('\ntotal', JSON.stringify(totals));
if (totals.differences > 0) process.exitCode = 1;

async function compareFolder(root: string): Promise<void> {
  const files = manifestsIn(root);
  const started = performance.now();
  const projects = readCargoProjects(root, files);
  const took = performance.now() - started;
  const crates = new Map(projects.crates.map((crate) => [crate.root, crate]));
  const before = { ...totals };
  const strays = projects.crates.filter(({ stray }) => stray !== undefined);
  const wanted = projects.workspaces.filter(({ root: at }) => crates.get(at)?.stray === undefined);
  await pMap(wanted, (workspace) => compareWorkspace(root, workspace, crates, projects), {
    concurrency: cpus().length,
  });
  await pMap(strays.slice(0, 40), (crate) => checkStray(root, crate), { concurrency: cpus().length });
  const here = Object.entries(totals).map(([key, value]) => `${key} ${value - before[key as keyof typeof before]}`);
  console.log(`${path.basename(root)}: manifests ${files.length}, ${here.join(', ')}; read in ${took.toFixed(1)} ms`);
}

async function compareWorkspace(
  root: string,
  workspace: CargoWorkspace,
  crates: ReadonlyMap<string, CargoCrate>,
  { problems }: CargoProjects,
): Promise<void> {
  const answer = await cargoMetadata(path.join(root, workspace.file));
  if ('refusal' in answer) {
    totals.refused++;
    const said = problems.some(
      ({ file }) => file === workspace.file || workspace.members.some((m) => file.startsWith(m)),
    );
    if (said) return;
    totals.unsaid++;
    if (process.env['VERBOSE']) console.log(`  refused ${workspace.file}: ${answer.refusal}`);
    return;
  }
  if (workspace.members.length === 1) totals.lone++;
  totals.workspaces++;
  totals.members += workspace.members.length;
  const theirs = membersOf(root, answer.metadata);
  differ(workspace.file, 'members', workspace.members, [...theirs.keys()].sort());
  differ(workspace.file, 'default members', workspace.defaultMembers, theirs.defaults);
  for (const [at, facts] of theirs) {
    const crate = crates.get(at);
    if (!crate) continue;
    const ours = factsOfCrate(crate);
    totals.targets += ours.targets.length;
    totals.edges += ours.dependencies.length;
    totals.path += crate.dependencies.filter((dependency) => dependency.path !== undefined).length;
    for (const key of Object.keys(facts) as (keyof Facts)[]) differ(crate.file, key, ours[key], facts[key]);
  }
}

interface Theirs extends Map<string, Facts> {
  defaults: string[];
}

function membersOf(root: string, metadata: Metadata): Theirs {
  const relative = (file: string): string => path.relative(root, path.dirname(file)).split(path.sep).join('/') || '.';
  const places = new Map(metadata.packages.map(({ id, manifest_path: file }) => [id, relative(file)]));
  const facts = metadata.packages.map((entry) => [relative(entry.manifest_path), factsOfPackage(entry, root)] as const);
  const defaults = (metadata.workspace_default_members ?? []).map((id) => places.get(id) ?? id).sort();
  return Object.assign(new Map(facts), { defaults });
}

/** Cargo must refuse a crate that lies in a workspace without being a member. */
async function checkStray(root: string, crate: CargoCrate): Promise<void> {
  const answer = await cargoMetadata(path.join(root, crate.file));
  totals.stray++;
  if ('refusal' in answer) return;
  differ(crate.file, 'stray', [crate.stray ?? ''], []);
}

function differ(file: string, what: string, ours: readonly string[], theirs: readonly string[]): void {
  const here = new Set(ours);
  const there = new Set(theirs);
  const extra = [...here].filter((item) => !there.has(item)).map((item) => `    only ours:  ${item}`);
  const lacking = [...there].filter((item) => !here.has(item)).map((item) => `    only cargo: ${item}`);
  if (extra.length + lacking.length === 0) return;
  totals.differences += Math.max(extra.length, lacking.length);
  console.log([`  ${file}: ${what}`, ...extra, ...lacking].join('\n'));
}

function manifestsIn(root: string, folder = '.'): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory())
      return ['.git', 'target', 'node_modules'].includes(entry.name) ? [] : manifestsIn(root, name);
    return entry.name === 'Cargo.toml' ? [name] : [];
  });
}

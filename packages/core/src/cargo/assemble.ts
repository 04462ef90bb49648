import { compareText } from '../manifests/names.js';
import { folderOf, resolveFrom } from '../manifests/paths.js';
import type { ManifestProblem } from '../manifests/types.js';
import { checkPaths } from './check-paths.js';
import { findRoot, type ManifestMap } from './find-root.js';
import { idleDependencies } from './idle-dependencies.js';
import { type Inheritance, inheritDependencies, inheritPackage } from './inherit.js';
import type { CargoManifest, CargoManifestPackage, CargoProbe } from './manifest-types.js';
import { findMembers, type MemberContext, type RootManifest } from './members.js';
import { findBuildScript, findTargets, type TargetContext } from './targets.js';
import type { CargoCrate, CargoProjects, CargoWorkspace } from './types.js';

/**
 * Puts manifests together: which crate belongs to which Cargo workspace, what it inherits, which targets it has. Reads
 * no manifest; only names of folders are asked for.
 *
 * @param manifests every manifest of the Nx workspace, as {@link parseCargoManifest} gives them, in any order
 */
export function assembleCargoProjects(manifests: readonly CargoManifest[], probe: CargoProbe): CargoProjects {
  const byFolder: ManifestMap = new Map(manifests.map((manifest) => [folderOf(manifest.file), manifest]));
  const folders = [...byFolder.keys()].sort(compareText);
  const roots = new Map(folders.map((folder) => [folder, findRoot(byFolder, folder)]));
  const problems: ManifestProblem[] = manifests.flatMap((manifest) => manifest.problems);
  const assembly: Assembly = { byFolder, roots, probe, problems };

  const crates = folders.flatMap((folder) => crateOf(folder, assembly) ?? []);
  const dependencies = new Map(crates.map((crate) => [crate.root, crate.dependencies]));
  const context: MemberContext = { manifests: byFolder, roots, dependencies, probe, problems };
  const workspaces = folders.flatMap((folder) => workspaceOf(folder, context) ?? []);

  placeCrates(crates, workspaces, assembly);
  workspaces.push(...crates.filter((crate) => !byFolder.get(crate.root)?.workspace).flatMap(standsAlone(assembly)));
  return {
    workspaces: workspaces.sort((a, b) => compareText(a.root, b.root)),
    crates,
    problems: problems.sort(byPlace),
  };
}

interface Assembly {
  byFolder: ManifestMap;
  roots: ReadonlyMap<string, string | undefined>;
  probe: CargoProbe;
  problems: ManifestProblem[];
}

const hasPackage = (
  manifest: CargoManifest | undefined,
): manifest is CargoManifest & { package: CargoManifestPackage } => manifest?.package !== undefined;

/** A crate as if it stood alone; {@link placeCrates} puts it into its workspace. */
function crateOf(folder: string, { byFolder, roots, probe, problems }: Assembly): CargoCrate | undefined {
  const manifest = byFolder.get(folder);
  if (!hasPackage(manifest)) return undefined;
  const from = inheritanceOf(roots.get(folder), byFolder);
  const pack = inheritPackage(manifest, from, problems);
  const context: TargetContext = { manifest, folder, edition: pack.edition, probe, problems };
  const build = findBuildScript(context);
  return {
    root: folder,
    file: manifest.file,
    package: { ...pack, ...(build !== undefined && { build }) },
    targets: findTargets(context),
    dependencies: inheritDependencies(manifest, folder, from, problems),
    features: manifest.features,
    workspace: folder,
  };
}

function inheritanceOf(root: string | undefined, byFolder: ManifestMap): Inheritance | undefined {
  const table = root === undefined ? undefined : byFolder.get(root)?.workspace;
  return table && root !== undefined ? { folder: root, table } : undefined;
}

function workspaceOf(folder: string, context: MemberContext): CargoWorkspace | undefined {
  const manifest = context.manifests.get(folder);
  if (!manifest?.workspace) return undefined;
  const root: RootManifest = { folder, manifest: { ...manifest, workspace: manifest.workspace } };
  const { reached, ...members } = findMembers(root, context);
  const idle = idleDependencies(
    manifest,
    [folder, ...reached].flatMap((each) => context.manifests.get(each) ?? []),
  );
  return {
    ...rootFacts(folder, manifest, context),
    ...members,
    ...(idle.length > 0 && { idleDependencies: idle }),
  };
}

/** Gives each crate its workspace, and says what cargo would refuse. */
function placeCrates(crates: readonly CargoCrate[], workspaces: readonly CargoWorkspace[], assembly: Assembly): void {
  const placed = new Map(workspaces.flatMap(({ root, members }) => members.map((member) => [member, root])));
  const names = new Map<string, CargoCrate>();
  for (const crate of crates) {
    const workspace = placed.get(crate.root);
    const ruler = assembly.roots.get(crate.root);
    if (workspace === undefined && ruler !== undefined && ruler !== crate.root) crate.stray = ruler;
    else assembly.problems.push(...checkCrate(crate, workspace !== undefined, assembly));
    if (workspace === undefined) continue;
    crate.workspace = workspace;
    const key = `${workspace}\n${crate.package.name}`;
    const twin = names.get(key);
    if (twin) assembly.problems.push(sameName(crate, twin, assembly));
    else names.set(key, crate);
  }
}

function lineOfName({ root }: CargoCrate, { byFolder }: Assembly): { line?: number } {
  const line = byFolder.get(root)?.package?.line;
  return line === undefined ? {} : { line };
}

function checkCrate(crate: CargoCrate, isMember: boolean, assembly: Assembly): ManifestProblem[] {
  // Who only depends on a crate without asking for an optional dependency does not need that.
  const wanted = isMember ? crate.dependencies : crate.dependencies.filter(({ optional }) => !optional);
  const paths = checkPaths(crate, wanted, assembly.byFolder, assembly.probe);
  return crate.targets.length === 0 ? [noTargets(crate, assembly), ...paths] : paths;
}

function noTargets(crate: CargoCrate, assembly: Assembly): ManifestProblem {
  return {
    file: crate.file,
    ...lineOfName(crate, assembly),
    message: `The crate \`${crate.package.name}\` has nothing to build`,
    hint: 'Add `src/lib.rs` or `src/main.rs`, or declare a `[lib]` or `[[bin]]` with its `path`.',
  };
}

function sameName(crate: CargoCrate, twin: CargoCrate, assembly: Assembly): ManifestProblem {
  return {
    file: crate.file,
    ...lineOfName(crate, assembly),
    message: `Two crates of one Cargo workspace are named \`${crate.package.name}\`: this one and ${twin.file}`,
    hint: 'Rename one of them.',
  };
}

/** The workspace of a crate that has none: itself. */
function standsAlone(assembly: Assembly): (crate: CargoCrate) => CargoWorkspace[] {
  return ({ root, workspace }) => {
    const manifest = assembly.byFolder.get(root);
    if (!manifest || workspace !== root) return [];
    const facts = rootFacts(root, manifest, { ...assembly, manifests: assembly.byFolder });
    return [{ ...facts, members: [root], defaultMembers: [root] }];
  };
}

type RootFacts = Omit<CargoWorkspace, 'members' | 'defaultMembers'>;

function rootFacts(
  folder: string,
  manifest: CargoManifest,
  { manifests, roots, probe, problems }: Omit<MemberContext, 'dependencies'>,
): RootFacts {
  const hasLock = probe.names(folder).includes('Cargo.lock');
  const from = inheritanceOf(roots.get(folder), manifests);
  return {
    root: folder,
    file: manifest.file,
    ...(hasLock && { lock: resolveFrom(folder, 'Cargo.lock') }),
    resolver: resolverOf(manifest, from, problems),
    patches: manifest.patches.map(({ name, path, source }) => ({
      name,
      path: resolveFrom(folder, path),
      ...(source !== undefined && { source }),
    })),
  };
}

/** What an edition implies; the editions before imply 1. */
const RESOLVERS: Readonly<Record<string, CargoWorkspace['resolver']>> = { 2021: '2', 2024: '3' };

function resolverOf(
  manifest: CargoManifest,
  from: Inheritance | undefined,
  problems: ManifestProblem[],
): CargoWorkspace['resolver'] {
  const { workspace, package: pack, file } = manifest;
  const written = workspace?.resolver ?? pack?.resolver;
  if (written === '1' || written === '2' || written === '3') return written;
  if (written !== undefined) {
    problems.push({
      file,
      message: `\`resolver = "${written}"\` is no version of cargo's resolver`,
      hint: 'Write "1", "2" or "3".',
    });
  }
  const edition = typeof pack?.edition === 'object' ? from?.table.edition : pack?.edition;
  return (edition !== undefined && RESOLVERS[edition]) || '1';
}

function byPlace(a: ManifestProblem, b: ManifestProblem): number {
  return compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.message, b.message);
}

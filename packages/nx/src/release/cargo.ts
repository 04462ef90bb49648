import { posix } from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import type { CargoCrate, CargoProjects, CargoWorkspace } from '@hone/core/cargo';
import { parseToml, tableAt, stringAt, type TomlTable } from '@hone/core/manifests';
import type { ProjectGraph, Tree } from '@nx/devkit';
import { type AfterAllProjectsVersioned, VersionActions } from 'nx/release';
import { type CargoDependencyEntry, cargoDependencyEntries } from './cargo/dependency-entries.js';
import { changeCargoLock } from './cargo/lock-text.js';
import { followCargoRequirement } from './cargo/ranges.js';
import { askCargoRegistry, type RegistryAnswer } from './cargo/registry.js';
import { checkSharedVersions, noteSharedVersion, type SharedVersions } from './cargo/shared-versions.js';
import { readCargoTree } from './cargo/workspace.js';
import { explain, inManifest } from './shared/explain.js';
import { concern, type ConcernedLocks, createLockRefresh } from './shared/locks.js';
import { manifestFiles, rangeSettings, skipsLocks, withoutPrefix } from './shared/settings.js';
import { changeToml, readText, writeChanged } from './shared/tree-text.js';

const concerned: ConcernedLocks = new Map();

/** By the absolute path of the workspace. */
const sharedVersions = new Map<string, SharedVersions>();

/**
 * `nx release` for crates: `"versionActions": "@hone/nx/release/cargo"`. Versions and requirements change in
 * `Cargo.toml`, those of `[workspace.package]` and `[workspace.dependencies]` too, and in `Cargo.lock`; comments and order
 * stay.
 */
export default class CargoVersionActions extends VersionActions {
  override validManifestFilenames = ['Cargo.toml'];
  override excludeManifestsFromFormatting = true;

  override async readCurrentVersionFromSourceManifest(
    tree: Tree,
  ): Promise<{ currentVersion: string; manifestPath: string }> {
    const crate = await this.crate(tree);
    const place = await this.versionPlace(tree, crate);
    const version = stringAt(tableAt(tomlOf(tree, place.file), ...place.path.slice(0, -1)), 'version');
    if (version !== undefined) return { currentVersion: version, manifestPath: place.file };
    throw explain(
      new HoneError(`${place.file} gives no version for the crate ${crate.package.name}`, {
        code: 'release/no-version',
        file: place.file,
        hint: 'Write `version = "0.1.0"` into its [package] table, or leave the project out of the release.',
      }),
    );
  }

  override async readCurrentVersionFromRegistry(
    tree: Tree,
    metadata?: Record<string, unknown>,
  ): Promise<RegistryAnswer> {
    const crate = await this.crate(tree);
    const registry = typeof metadata?.['registry'] === 'string' ? metadata['registry'] : 'crates-io';
    return askCargoRegistry(crate.package.name, registry, posix.join(tree.root, crate.root), tree.root);
  }

  override async readCurrentVersionOfDependency(
    tree: Tree,
    graph: ProjectGraph,
    dependency: string,
  ): Promise<{ currentVersion: string | null; dependencyCollection: string | null }> {
    const projects = await readCargoTree(tree);
    const target = crateAt(projects, graph.nodes[dependency]?.data.root);
    const own = await this.findCrate(tree);
    if (!own || !target) return { currentVersion: null, dependencyCollection: null };
    const entries = entriesOf(tree, own.file).filter(
      (entry) => entry.inherited || refersTo(entry, target, own, projects),
    );
    for (const entry of entries) {
      const from = entry.inherited ? inheritedEntry(tree, entry, own, target, projects) : entry;
      if (from?.requirement) return { currentVersion: from.requirement.text, dependencyCollection: entry.collection };
    }
    return { currentVersion: null, dependencyCollection: null };
  }

  override async updateProjectVersion(tree: Tree, newVersion: string): Promise<string[]> {
    const projects = await readCargoTree(tree);
    const log: string[] = [];
    for (const manifestPath of manifestFiles(this)) {
      const crate = crateAt(projects, posix.dirname(manifestPath)) ?? (await this.crate(tree));
      const place = await this.versionPlace(tree, crate, manifestPath);
      const from = stringAt(tableAt(tomlOf(tree, place.file), ...place.path.slice(0, -1)), 'version');
      const version = place.inherited ? this.shareVersion(tree, place.file, newVersion) : newVersion;
      const changed = changeToml(tree, place.file, [{ op: 'set', path: place.path, value: version }]);
      log.push(
        `✍️  ${changed ? `New version ${version} written to` : `Version ${version} is already in`} manifest: ${place.file}`,
      );
      // Every crate that inherits the version has another one now.
      const renewed = place.inherited
        ? projects.crates.filter(
            (other) => other.workspace === crate.workspace && other.package.versionFrom === 'workspace',
          )
        : [crate];
      log.push(...this.updateSharedRequirements(tree, projects, renewed, version));
      log.push(...this.updateLocks(tree, projects, renewed, { from, to: version }));
    }
    return log;
  }

  override async updateProjectDependencies(
    tree: Tree,
    graph: ProjectGraph,
    dependenciesToUpdate: Record<string, string>,
  ): Promise<string[]> {
    const projects = await readCargoTree(tree);
    const targets = Object.entries(dependenciesToUpdate).flatMap(([project, version]) => {
      const crate = crateAt(projects, graph.nodes[project]?.data.root);
      // What this release leaves as it is, its dependants know already.
      const next = withoutPrefix(version);
      return crate && crate.package.version !== next ? [{ crate, version: next }] : [];
    });
    return manifestFiles(this).flatMap((manifestPath) => {
      const own = crateAt(projects, posix.dirname(manifestPath));
      if (!own) return [];
      const changed = targets.filter(({ crate, version }) =>
        this.followIn(
          tree,
          manifestPath,
          version,
          (entry) => entry.path[0] !== 'workspace' && refersTo(entry, crate, own, projects),
        ),
      );
      return changed.length === 0 ? [] : [updatedMessage(changed.length, manifestPath)];
    });
  }

  /** `[workspace.dependencies]` belongs to no crate: its entry for a crate follows that crate's version. */
  private updateSharedRequirements(
    tree: Tree,
    projects: CargoProjects,
    renewed: readonly CargoCrate[],
    version: string,
  ): string[] {
    return projects.workspaces.flatMap((workspace) => {
      const count = renewed.filter((crate) =>
        this.followIn(
          tree,
          workspace.file,
          version,
          (entry) => entry.path[0] === 'workspace' && refersTo(entry, crate, workspace, projects),
        ),
      ).length;
      return count === 0 ? [] : [updatedMessage(count, `${workspace.file} ([workspace.dependencies])`)];
    });
  }

  /** Lets the requirements of some entries of a manifest follow a version. Gives whether one changed. */
  private followIn(
    tree: Tree,
    file: string,
    version: string,
    concerns: (entry: CargoDependencyEntry) => boolean,
  ): boolean {
    const settings = rangeSettings(this.finalConfigForProject);
    const changes = entriesOf(tree, file).flatMap((entry) => {
      if (!entry.requirement || !concerns(entry)) return [];
      const { text, path } = entry.requirement;
      const value = inManifest(file, entry.name, () => followCargoRequirement(text, version, settings));
      return [{ op: 'set' as const, path, value }];
    });
    return changes.length > 0 && changeToml(tree, file, changes);
  }

  private updateLocks(
    tree: Tree,
    projects: CargoProjects,
    renewed: readonly CargoCrate[],
    { from, to }: { from: string | undefined; to: string },
  ): string[] {
    if (from === undefined || skipsLocks(this.finalConfigForProject.versionActionsOptions)) return [];
    const changes = renewed.map((crate) => ({ name: crate.package.name, from, to }));
    return projects.workspaces.flatMap(({ lock }) => {
      const text = lock === undefined ? undefined : readText(tree, lock);
      if (lock === undefined || text === undefined) return [];
      if (!writeChanged(tree, lock, text, changeCargoLock(text, changes))) return [];
      concern(concerned, tree.root, lock);
      return [`🔒 Updated lock file: ${lock}`];
    });
  }

  private shareVersion(tree: Tree, file: string, version: string): string {
    const shared: SharedVersions = sharedVersions.get(tree.root) ?? new Map();
    sharedVersions.set(tree.root, shared);
    return noteSharedVersion(shared, file, this.projectGraphNode.name, version);
  }

  /** Where the version of a crate is written: in its own manifest, or in that of its workspace. */
  private async versionPlace(
    tree: Tree,
    crate: CargoCrate,
    file = crate.file,
  ): Promise<{ file: string; path: string[]; inherited: boolean }> {
    const own = tableAt(tomlOf(tree, file), 'package', 'version');
    if (own['workspace'] !== true) return { file, path: ['package', 'version'], inherited: false };
    const { workspaces } = await readCargoTree(tree);
    const workspace = workspaces.find(({ root }) => root === crate.workspace);
    return { file: workspace?.file ?? file, path: ['workspace', 'package', 'version'], inherited: true };
  }

  private async findCrate(tree: Tree): Promise<CargoCrate | undefined> {
    return crateAt(await readCargoTree(tree), this.projectGraphNode.data.root);
  }

  private async crate(tree: Tree): Promise<CargoCrate> {
    const crate = await this.findCrate(tree);
    if (crate) return crate;
    const { name, data } = this.projectGraphNode;
    throw explain(
      new HoneError(`The project ${name} has no crate: ${posix.join(data.root, 'Cargo.toml')} gives no [package]`, {
        code: 'release/no-crate',
        hint: `Leave ${name} out of this release group, or give the group other "versionActions".`,
      }),
    );
  }
}

const refreshLocks = createLockRefresh(concerned, { name: 'cargo', args: ['update', '--workspace', '--offline'] });

/** Makes sure that crates with one version got one, then lets cargo check the lock files that were edited. */
export const afterAllProjectsVersioned: AfterAllProjectsVersioned = async (workspaceRoot, options) => {
  const shared = sharedVersions.get(workspaceRoot) ?? new Map();
  sharedVersions.delete(workspaceRoot);
  checkSharedVersions(shared);
  return refreshLocks(workspaceRoot, options);
};

const updatedMessage = (count: number, file: string): string =>
  `✍️  Updated ${count} ${count === 1 ? 'dependency' : 'dependencies'} in manifest: ${file}`;

const tomlOf = (tree: Tree, file: string): TomlTable => parseToml(readText(tree, file) ?? '', file).table;

const entriesOf = (tree: Tree, file: string): CargoDependencyEntry[] =>
  cargoDependencyEntries(tomlOf(tree, file), posix.dirname(file));

const crateAt = ({ crates }: CargoProjects, root: string | undefined): CargoCrate | undefined =>
  crates.find((crate) => crate.root === root);

/** Whether an entry means a crate of the tree: by its path, or because a `[patch]` puts that crate in its place. */
function refersTo(
  { name, folder, elsewhere }: CargoDependencyEntry,
  crate: CargoCrate,
  from: CargoCrate | CargoWorkspace,
  { workspaces }: CargoProjects,
): boolean {
  if (name !== crate.package.name) return false;
  if (folder !== undefined) return folder === crate.root;
  const workspace = 'patches' in from ? from : workspaces.find(({ root }) => root === from.workspace);
  return !elsewhere && (workspace?.patches.some((patch) => patch.name === name && patch.path === crate.root) ?? false);
}

/** The entry of `[workspace.dependencies]` that an inheriting one stands for, when it means the crate. */
function inheritedEntry(
  tree: Tree,
  entry: CargoDependencyEntry,
  own: CargoCrate,
  target: CargoCrate,
  projects: CargoProjects,
): CargoDependencyEntry | undefined {
  const workspace = projects.workspaces.find(({ root }) => root === own.workspace);
  if (!workspace) return undefined;
  return entriesOf(tree, workspace.file).find(
    (shared) =>
      shared.path[0] === 'workspace' &&
      shared.path.at(-1) === entry.path.at(-1) &&
      refersTo(shared, target, workspace, projects),
  );
}

import { posix } from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { poetryContentHash } from '@hone/core/locks';
import { parseToml, type TomlTable } from '@hone/core/manifests';
import { globAsync, type ProjectGraph, type Tree } from '@nx/devkit';
import { VersionActions } from 'nx/release';
import {
  type PythonDependencyEntry,
  pythonDependencyEntries,
  type PythonIdentity,
  pythonIdentity,
} from './python/dependency-entries.js';
import { changePythonLock, renewContentHash } from './python/lock-text.js';
import { followPoetryConstraint, followRequirement, specifierOf } from './python/ranges.js';
import { askPythonIndex } from './python/registry.js';
import { toPep440, toSemver } from './python/versions.js';
import { explain, inManifest } from './shared/explain.js';
import { concern, type ConcernedLocks, createLockRefresh } from './shared/locks.js';
import { manifestFiles, rangeSettings, skipsLocks, withoutPrefix } from './shared/settings.js';
import { changeToml, readText, writeChanged } from './shared/tree-text.js';

const MANIFEST = 'pyproject.toml';
const concerned: ConcernedLocks = new Map();

/** Versions before the release, in the form that Nx counts in, by tree and folder. */
const versionsBefore = new WeakMap<Tree, Map<string, string | undefined>>();

/**
 * `nx release` for Python projects: `"versionActions": "@hone/nx/release/python"`. Versions and requirements change in
 * `pyproject.toml`, and versions of the workspace's own projects in `uv.lock` and `poetry.lock`; comments and order stay.
 */
export default class PythonVersionActions extends VersionActions {
  override validManifestFilenames = [MANIFEST];
  override excludeManifestsFromFormatting = true;

  override async init(tree: Tree): Promise<void> {
    await super.init(tree);
    const { root } = this.projectGraphNode.data;
    const { version } = identityAt(tree, root);
    const known = versionsBefore.get(tree) ?? new Map<string, string | undefined>();
    versionsBefore.set(tree, known.set(root, version === undefined ? undefined : toSemver(version)));
  }

  override async readCurrentVersionFromSourceManifest(
    tree: Tree,
  ): Promise<{ currentVersion: string; manifestPath: string }> {
    const manifestPath = this.manifest();
    const { version, dynamic } = identityAt(tree, this.projectGraphNode.data.root);
    const currentVersion = version === undefined ? undefined : toSemver(version);
    if (currentVersion !== undefined) return { currentVersion, manifestPath };
    throw explain(noVersion(manifestPath, version, dynamic));
  }

  override async readCurrentVersionFromRegistry(
    tree: Tree,
    metadata?: Record<string, unknown>,
  ): Promise<{ currentVersion: string | null; logText: string }> {
    const { normalizedName } = identityAt(tree, this.projectGraphNode.data.root);
    if (normalizedName === undefined) return { currentVersion: null, logText: `${this.manifest()} gives no name` };
    const index = metadata?.['registry'];
    return askPythonIndex(normalizedName, typeof index === 'string' ? index : undefined);
  }

  override async readCurrentVersionOfDependency(
    tree: Tree,
    graph: ProjectGraph,
    dependency: string,
  ): Promise<{ currentVersion: string | null; dependencyCollection: string | null }> {
    const { normalizedName } = identityAt(tree, graph.nodes[dependency]?.data.root ?? '');
    for (const entry of entriesOf(tree, this.manifest())) {
      const range = entry.form === 'poetry' ? entry.text : specifierOf(entry.text);
      if (entry.normalizedName === normalizedName && range !== undefined) {
        return { currentVersion: range, dependencyCollection: entry.collection };
      }
    }
    return { currentVersion: null, dependencyCollection: null };
  }

  override async updateProjectVersion(tree: Tree, newVersion: string): Promise<string[]> {
    const version = toPep440(newVersion);
    const log: string[] = [];
    for (const manifestPath of manifestFiles(this)) {
      const { versionPath, dynamic } = pythonIdentity(tomlOf(tree, manifestPath));
      if (dynamic) {
        log.push(`✍️  The build backend finds the version of ${manifestPath} out by itself: ${version} is not written`);
        continue;
      }
      changeToml(tree, manifestPath, [{ op: 'set', path: versionPath, value: version }]);
      log.push(`✍️  New version ${version} written to manifest: ${manifestPath}`);
      log.push(...(await this.updateLocks(tree, posix.dirname(manifestPath), version)));
    }
    return log;
  }

  override async updateProjectDependencies(
    tree: Tree,
    graph: ProjectGraph,
    dependenciesToUpdate: Record<string, string>,
  ): Promise<string[]> {
    const versions = new Map(
      Object.entries(dependenciesToUpdate).flatMap(([project, version]) => {
        const root = graph.nodes[project]?.data.root ?? '';
        const { normalizedName } = identityAt(tree, root);
        const next = withoutPrefix(version);
        // What this release leaves as it is, its dependants know already.
        const unchanged = versionsBefore.get(tree)?.get(root) === next;
        return normalizedName === undefined || unchanged ? [] : [[normalizedName, toPep440(next)] as const];
      }),
    );
    const settings = rangeSettings(this.finalConfigForProject);
    return manifestFiles(this).flatMap((manifestPath) => {
      const before = readText(tree, manifestPath) ?? '';
      const changes = entriesOf(tree, manifestPath).flatMap((entry) => {
        const version = versions.get(entry.normalizedName);
        if (version === undefined) return [];
        const follow = entry.form === 'poetry' ? followPoetryConstraint : followRequirement;
        const value = inManifest(manifestPath, entry.normalizedName, () => follow(entry.text, version, settings));
        return value === entry.text ? [] : [{ op: 'set' as const, path: entry.path, value }];
      });
      if (!changeToml(tree, manifestPath, changes)) return [];
      return [
        `✍️  Updated ${changes.length} ${changes.length === 1 ? 'requirement' : 'requirements'} in manifest: ${manifestPath}`,
        ...this.renewPoetryLock(tree, manifestPath, before),
      ];
    });
  }

  /** Every lock of the workspace may hold the project, as a member or as a path. */
  private async updateLocks(tree: Tree, root: string, to: string): Promise<string[]> {
    const { normalizedName } = identityAt(tree, root);
    if (normalizedName === undefined || this.skipsLocks) return [];
    const log: string[] = [];
    for (const file of await globAsync(tree, ['**/uv.lock', '**/poetry.lock'])) {
      const kind = posix.basename(file) === 'uv.lock' ? 'uv' : 'poetry';
      const text = readText(tree, file) ?? '';
      const changed = changePythonLock(text, kind, posix.dirname(file), { normalizedName, root, to });
      if (!writeChanged(tree, file, text, changed)) continue;
      if (kind === 'uv') concern(concerned, tree.root, file);
      log.push(`🔒 Updated lock file: ${file}`);
    }
    return log;
  }

  private renewPoetryLock(tree: Tree, manifestPath: string, before: string): string[] {
    const file = posix.join(posix.dirname(manifestPath), 'poetry.lock');
    const lock = readText(tree, file);
    if (lock === undefined || this.skipsLocks) return [];
    const after = readText(tree, manifestPath) ?? '';
    const renewed = renewContentHash(lock, before, after, poetryContentHash);
    return writeChanged(tree, file, lock, renewed) ? [`🔒 Updated lock file: ${file}`] : [];
  }

  private get skipsLocks(): boolean {
    return skipsLocks(this.finalConfigForProject.versionActionsOptions);
  }

  private manifest(): string {
    return posix.join(this.projectGraphNode.data.root, MANIFEST);
  }
}

/** Lets uv check the lock files that were edited. */
export const afterAllProjectsVersioned = createLockRefresh(concerned, { name: 'uv', args: ['lock'] });

const tomlOf = (tree: Tree, file: string): TomlTable => parseToml(readText(tree, file) ?? '', file).table;
const entriesOf = (tree: Tree, file: string): PythonDependencyEntry[] => pythonDependencyEntries(tomlOf(tree, file));
const identityAt = (tree: Tree, root: string): PythonIdentity =>
  pythonIdentity(tomlOf(tree, posix.join(root, MANIFEST)));

function noVersion(file: string, version: string | undefined, dynamic: boolean): HoneError {
  const code = 'release/no-version';
  if (version !== undefined) {
    return new HoneError(`The version "${version}" of ${file} has no form that Nx can count in`, {
      code,
      file,
      hint: 'Use one to three numbers and, for a prerelease, a, b, rc or .dev with a number.',
    });
  }
  if (dynamic) {
    return new HoneError(`${file} leaves its version to the build backend (dynamic = ["version"])`, {
      code,
      file,
      hint: 'Set "currentVersionResolver": "git-tag" for its release group, or write `version` into [project].',
    });
  }
  return new HoneError(`${file} gives no version`, {
    code,
    file,
    hint: 'Write `version = "0.1.0"` into its [project] table, or leave the project out of the release.',
  });
}

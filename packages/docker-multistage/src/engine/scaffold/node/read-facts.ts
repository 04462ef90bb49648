import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { listFiles } from '@hone/core/files';
import type { ScaffoldRequest } from '../types.js';
import type { NodeFacts, NodePackage } from './facts.js';
import { findLock, type FoundLock } from './find-lock.js';
import { nodeVersion } from './node-version.js';
import { readBuildTarget } from './nx-target.js';
import { type JsonTable, readJsonTable, toIdentity, toPackage } from './read-packages.js';
import { scanNodeService } from './scan-service.js';

/**
 * Reads a project's manifests, its lock's name and its sources. Neither Node's tools nor Nx are started.
 *
 * @throws HoneError when there is no manifest or no lock
 */
export function readNodeFacts(request: ScaffoldRequest): NodeFacts {
  const { workspaceRoot, project, closure, nestedRoots } = request;
  const { root } = project;
  const has = (file: string): boolean => existsSync(path.join(workspaceRoot, file));
  const lock = findLock(workspaceRoot, root);
  const table = readJsonTable(workspaceRoot, path.posix.join(root, 'package.json'));
  const rootTable =
    lock.folder === root ? table : readJsonTable(workspaceRoot, path.posix.join(lock.folder, 'package.json'));
  const manifest = table ?? rootTable;
  if (!manifest) throw noManifest(root);
  const layout = layoutOf(root, lock, table);
  const own: NodePackage = { ...toPackage(table ?? {}, root), ...(table === undefined && { name: project.name }) };
  const built =
    layout === 'member' && own.scripts['build'] !== undefined ? undefined : readBuildTarget(workspaceRoot, root);
  const isIntegrated = layout === 'integrated';
  const nextStandalone = readNextConfig(workspaceRoot, root);
  const dependencies = isIntegrated ? toPackage(manifest, root).dependencies : own.dependencies;
  const sources = listFiles(workspaceRoot, root, {
    extensions: ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'],
    nestedRoots,
  })
    .filter((file) => !/(?:\.|\/)(?:test|spec|tests|__tests__|config)(?:\.|\/)/.test(file.slice(root.length)))
    .map((file) => readFileSync(path.join(workspaceRoot, file), 'utf8'));
  const folders = [root, ...closure.map((one) => one.root)];
  return {
    project: project.name,
    root,
    package: own,
    identity: toIdentity(table, project.name),
    manager: lock.manager,
    managerVersion: lock.managerVersion,
    lockRoot: lock.folder,
    manifests: lock.manifests,
    layout,
    members:
      layout === 'member'
        ? membersOf(
            workspaceRoot,
            own,
            closure.map((one) => one.root),
          )
        : [own],
    sources: folders.filter((folder) => has(folder) && folder !== lock.folder).sort(),
    rootFiles: rootFiles(workspaceRoot, lock.folder, built !== undefined),
    otherManifests:
      layout === 'member'
        ? lock.workspaces.map((pattern) => path.posix.join(lock.folder, pattern, 'package.json'))
        : [],
    hasPrivateRegistry: lock.hasPrivateRegistry,
    node: nodeVersion(workspaceRoot, root, lock.folder, [table, rootTable]),
    compiles: lock.compiles,
    ...(built && { built }),
    service: scanNodeService({
      package: own,
      dependencies,
      sources,
      has: (file) => has(path.posix.join(root, file)),
      nextStandalone,
      ...(built && { built: built.main }),
    }),
    nextStandalone,
  };
}

function noManifest(root: string): HoneError {
  return new HoneError(`There is no package.json in ${root}, nor above it beside a lock.`, {
    hint: 'Name the project that has one.',
  });
}

function layoutOf(root: string, { folder, workspaces }: FoundLock, table: JsonTable | undefined): NodeFacts['layout'] {
  if (folder === root && workspaces.length === 0) return 'single';
  return table === undefined || workspaces.length === 0 ? 'integrated' : 'member';
}

/** Workspaces in an order in which each comes after those that it depends on. */
function membersOf(workspaceRoot: string, own: NodePackage, folders: readonly string[]): NodePackage[] {
  const others = folders.flatMap((folder) => {
    const table = readJsonTable(workspaceRoot, path.posix.join(folder, 'package.json'));
    return table ? [toPackage(table, folder)] : [];
  });
  const byName = new Map([...others, own].map((one) => [one.name, one]));
  const ordered = new Set<NodePackage>();
  const visit = (one: NodePackage, above: readonly NodePackage[]): void => {
    if (ordered.has(one) || above.includes(one)) return;
    for (const name of [...one.dependencies].sort()) {
      const next = byName.get(name);
      if (next) visit(next, [...above, one]);
    }
    ordered.add(one);
  };
  // Those that no manifest leads to are needed for building alone.
  [...others, own].forEach((one) => visit(one, []));
  return [...ordered];
}

/** Settings that builds of projects take up from the root. */
function rootFiles(workspaceRoot: string, folder: string, usesNx: boolean): string[] {
  const names = readdirSync(path.join(workspaceRoot, folder)).filter(
    (name) => /^tsconfig(?:\.[\w-]+)?\.json$/.test(name) || (usesNx && /^(?:nx\.json|babel\.config\.\w+)$/.test(name)),
  );
  return names.sort().map((name) => path.posix.join(folder, name));
}

function readNextConfig(workspaceRoot: string, root: string): boolean {
  return ['js', 'mjs', 'ts', 'cjs'].some((ending) => {
    const file = path.join(workspaceRoot, root, `next.config.${ending}`);
    return existsSync(file) && /\boutput\s*:\s*['"]standalone['"]/.test(readFileSync(file, 'utf8'));
  });
}

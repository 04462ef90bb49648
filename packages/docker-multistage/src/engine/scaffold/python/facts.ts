import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { createLockReader, type LockedPackage } from '@hone/core/locks';
import {
  isTable,
  parsePyproject,
  type Pyproject,
  type PythonProject,
  readPythonProject,
  type Requirement,
  stringAt,
  tableAt,
} from '@hone/core/manifests';
import type { ScaffoldRequest } from '../types.js';
import { findApps } from './find-apps.js';
import { findDjango } from './find-django.js';
import { findScripts } from './find-scripts.js';
import { findHealthPath, findServers, findSettings } from './find-servers.js';
import { findWorkers } from './find-workers.js';
import { choosePython } from './python-version.js';
import { isPackaged, type Manifests, namesPrivateIndex, readInstaller } from './read-installer.js';
import { type ProjectSources, readSources } from './read-sources.js';
import type { CodeFacts, PythonFacts } from './types.js';

/**
 * Reads all that a Python project's Dockerfile follows from.
 *
 * @throws HoneError where the project can't be installed in an image
 */
export function readPythonFacts(request: ScaffoldRequest): PythonFacts {
  const { workspaceRoot, project } = request;
  const manifest = readPythonProject(workspaceRoot, project.root);
  if (!manifest) throw new HoneError(`The project ${project.name} has no Python manifest in ${project.root}.`);
  const pyproject = readPyproject(request);
  const manifests: Manifests = { request, project: manifest, pyproject };
  const installer = readInstaller(manifests);
  const packaged = isPackaged(manifests, installer);
  const sources = readSources(request, manifest, pyproject);
  const installed = new Set([...lockedNames(request, manifest), ...runtimeOf(manifest).flatMap(namesOf)]);
  return {
    project,
    roots: rootsOf(request),
    ...identityOf(manifest, pyproject),
    python: choosePython(workspaceRoot, project.root, manifest.requiresPython),
    installer,
    packaged,
    sourceRoots: [...new Set([project.root, ...sources.sourceRoots])].sort(),
    installed,
    hasPytest: manifest.dependencies.some(({ requirement }) => requirement.normalizedName === 'pytest'),
    needsGit: manifest.dependencies.some(
      ({ source, requirement }) => source.type === 'git' || (requirement.url ?? '').startsWith('git+'),
    ),
    privateIndex: namesPrivateIndex(manifests, installer),
    testFolders: TEST_FOLDERS.map((name) => path.posix.join(project.root, name)).filter((folder) =>
      existsSync(path.join(workspaceRoot, folder)),
    ),
    code: readCode(manifest, sources, installed, packaged),
  };
}

const TEST_FOLDERS = ['tests', 'test'];

function readPyproject({ workspaceRoot, project }: ScaffoldRequest): Pyproject | undefined {
  const file = path.posix.join(project.root, 'pyproject.toml');
  const absolute = path.join(workspaceRoot, file);
  return existsSync(absolute) ? parsePyproject(readFileSync(absolute, 'utf8'), file) : undefined;
}

/** Folders that are copied: the workspace root never, unless it is the project. */
function rootsOf({ project, closure }: ScaffoldRequest): string[] {
  if (project.root === '.') return ['.'];
  const roots = [project, ...closure].map(({ root }) => root).filter((root) => root !== '.');
  return [...new Set(roots)].filter((root) => !roots.some((other) => root.startsWith(`${other}/`))).sort();
}

function identityOf(
  { name }: PythonProject,
  pyproject: Pyproject | undefined,
): Pick<PythonFacts, 'distribution' | 'description' | 'license' | 'repository' | 'version'> {
  const table = pyproject?.table ?? {};
  const project = isTable(table['project']) ? tableAt(table, 'project') : tableAt(table, 'tool', 'poetry');
  const urls = Object.entries(tableAt(project, 'urls'));
  const url = urls.find(([key]) => /^(?:source|source code|repository|github|code)$/i.test(key))?.[1];
  const repository = typeof url === 'string' ? url : stringAt(project, 'repository');
  const description = stringAt(project, 'description');
  const license = stringAt(project, 'license');
  const version = stringAt(project, 'version');
  return {
    ...(name !== undefined && { distribution: name }),
    ...(description && { description }),
    ...(license && { license }),
    ...(repository !== undefined && { repository }),
    ...(version && { version }),
  };
}

const runtimeOf = ({ dependencies }: PythonProject): Requirement[] =>
  dependencies.filter(({ kind }) => kind === 'runtime').map(({ requirement }) => requirement);

/** `fastapi`, and `fastapi[standard]` for an extra. */
const namesOf = ({ normalizedName, extras }: { normalizedName: string; extras: readonly string[] }): string[] => [
  normalizedName,
  ...extras.map((extra) => `${normalizedName}[${extra}]`),
];

/** What the lock installs for production: without groups and extras of the project itself. */
function lockedNames({ workspaceRoot, project }: ScaffoldRequest, manifest: PythonProject): Set<string> {
  const name = manifest.normalizedName;
  const lock = createLockReader(workspaceRoot)({ root: project.root, ...(name !== undefined && { name }) })?.lock;
  const seen = new Set(runtimeOf(manifest).flatMap(namesOf));
  const packages = new Map<string, LockedPackage[]>();
  for (const each of lock?.packages ?? []) packages.set(each.name, [...(packages.get(each.name) ?? []), each]);
  for (const key of seen) {
    const [, name = '', extra] = /^([^[]+)(?:\[(.+)\])?$/.exec(key) ?? [];
    for (const found of packages.get(name) ?? []) {
      const edges = extra === undefined ? found.dependencies : (found.extras[extra] ?? []);
      for (const edge of edges) for (const next of namesOf({ ...edge, normalizedName: edge.name })) seen.add(next);
    }
  }
  return seen;
}

function readCode(
  manifest: PythonProject,
  { shipped }: ProjectSources,
  installed: ReadonlySet<string>,
  packaged: boolean,
): CodeFacts {
  const apps = findApps(shipped);
  const settings = findSettings(shipped);
  const django = installed.has('django') ? findDjango(shipped) : undefined;
  const healthPath = findHealthPath(shipped, apps);
  return {
    apps,
    settings,
    servers: findServers(shipped, settings),
    scripts: findScripts(manifest, shipped, packaged),
    workers: findWorkers(shipped, installed),
    ...(django && { django }),
    ...(healthPath !== undefined && { healthPath }),
  };
}

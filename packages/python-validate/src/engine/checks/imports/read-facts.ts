import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findProjectModules,
  isNamespaceName,
  parseLayout,
  parsePyproject,
  scanPythonImports,
  type InstalledDistribution,
  type ProjectModules,
  type Pyproject,
  type PythonProject,
} from '@hone/core';
import type { ProjectContext } from '../../check.js';
import { closureOf } from './closure.js';
import { defaultPythonVersion } from '../../python-version.js';
import { readDeclared } from './declared.js';
import type { FileFacts, ImportFacts } from './facts.js';
import { LocalModules } from './local-modules.js';
import { reachableFiles } from './reach.js';
import { roleOf } from './roles.js';

/** Reads what is installed in the given folders; the projects of a workspace mostly share one environment. */
export type ReadInstalled = (sitePackages: readonly string[]) => InstalledDistribution[];

/** Reads everything that the verdicts on one project rest on. */
export function readImportFacts(project: ProjectContext, readInstalled: ReadInstalled): ImportFacts {
  const pyproject = readPyproject(project);
  const files = project.files.map(({ file }) => file);
  const modules = findModules(project, pyproject, files);
  const roles = new Map(files.map((file) => [file, roleIn(project, pyproject, modules, file)]));
  const local = new LocalModules(
    files.map((file) => relativeTo(project.root, file)),
    [...new Set(['', ...modules.sourceRoots.map((folder) => relativeTo(project.root, folder))])],
    project.manifest.normalizedName?.replaceAll('-', '_'),
    isNamespaceName,
  );
  const scanned = project.files.map((source) => {
    const role = roles.get(source.file)!;
    const imports = role === 'foreign' ? [] : scanPythonImports(readText(source.text) ?? '');
    return { file: source.file, role, imports };
  });
  const installed = project.environment && visible(project, readInstalled(project.environment.sitePackages));
  const declared = readDeclared(project.manifest);
  return {
    root: project.root,
    minor: project.pythonVersion.minor,
    minorIsDeclared: isDeclared(project),
    files: markOptIn(project, pyproject, modules, scanned),
    isLocal: (file, module) => local.has(relativeTo(project.root, file), module, roles.get(file) !== 'shipped'),
    declared,
    incomplete: isIncomplete(project, pyproject),
    closureIsKnown: project.lockSlice !== undefined || installed !== undefined,
    transitive: closureOf(project.lockSlice, installed, declared),
    ...(installed && { installed: byPrefix(installed) }),
    workspaceModules: project.workspaceModules,
    placeToDeclare: placeToDeclare(project, pyproject),
  };
}

/** The default version says nothing of the project. */
function isDeclared({ manifest, pythonVersion }: ProjectContext): boolean {
  return manifest.requiresPython !== undefined || pythonVersion.minor !== defaultPythonVersion.minor;
}

/** Only what is built into a distribution has parts that nobody loads; an application is started by any of its files. */
function markOptIn(
  { root, manifest }: ProjectContext,
  pyproject: Pyproject | undefined,
  { sourceRoots }: ProjectModules,
  files: readonly Omit<FileFacts, 'optIn'>[],
): FileFacts[] {
  if (!isPackaged(manifest, pyproject)) {
    return files.map((file) => ({ ...file, optIn: false }));
  }
  const shipped = files
    .filter(({ role }) => role === 'shipped')
    .map(({ file, imports }) => ({ file, imports, modules: modulesAt([root, ...sourceRoots], file) }));
  const entries = new Set(manifest.entryPoints.map(({ value }) => value.split(':')[0]!.trim()));
  const reached = reachableFiles(shipped, entries);
  return files.map((file) => ({ ...file, optIn: file.role === 'shipped' && !reached.has(file.file) }));
}

function modulesAt(roots: readonly string[], file: string): string[] {
  return [...new Set(roots)].flatMap((root) => {
    const path = below(root, file);
    return path === undefined ? [] : [path.replace(/(?:\/__init__)?\.pyi?$/, '').replaceAll('/', '.')];
  });
}

/** A file that can't be read or decoded is the syntax check's finding. */
function readText(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function readPyproject({ workspaceRoot, root }: ProjectContext): Pyproject | undefined {
  const file = root === '.' ? 'pyproject.toml' : `${root}/pyproject.toml`;
  try {
    return parsePyproject(readFileSync(join(workspaceRoot, file), 'utf8').replace(/^\uFEFF/, ''), file);
  } catch {
    return undefined;
  }
}

function findModules(
  project: ProjectContext,
  pyproject: Pyproject | undefined,
  files: readonly string[],
): ProjectModules {
  const { normalizedName } = project.manifest;
  const name = normalizedName === undefined ? {} : { normalizedName };
  return findProjectModules({ root: project.root, files, ...name, ...parseLayout(project.root, pyproject?.table) });
}

function roleIn(
  project: ProjectContext,
  pyproject: Pyproject | undefined,
  { modules, sourceRoots }: ProjectModules,
  file: string,
): FileFacts['role'] {
  const path = relativeTo(project.root, file);
  const isOffered = sourceRoots.some((folder) => {
    const [module] = modulesAt([folder], file);
    return module !== undefined && modules.some((name) => module === name || module.startsWith(`${name}.`));
  });
  return roleOf(path, isOffered, isPackaged(project.manifest, pyproject) && modules.length > 0);
}

/** Whether a distribution is built of the project. */
function isPackaged({ manifests }: PythonProject, pyproject: Pyproject | undefined): boolean {
  return pyproject?.buildBackend !== undefined || manifests.some((file) => /(?:^|\/)setup\.py$/.test(file));
}

/** Only what the lock slice holds, where there is one: the rest of an environment is none of this project's business. */
function visible({ lockSlice }: ProjectContext, installed: InstalledDistribution[]): InstalledDistribution[] {
  if (!lockSlice) return installed;
  const locked = new Set(lockSlice.packages.map(({ name }) => name));
  return installed.filter(({ normalizedName }) => locked.has(normalizedName));
}

function byPrefix(installed: readonly InstalledDistribution[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { modules, normalizedName } of installed) {
    for (const module of modules) found.set(module, [...(found.get(module) ?? []), normalizedName]);
  }
  return found;
}

/** Dependencies that a build computes (a `setup.py` that does, a dynamic field without a file) are not known here. */
function isIncomplete({ manifest }: ProjectContext, pyproject: Pyproject | undefined): boolean {
  if (manifest.dependencies.some(({ kind }) => kind === 'runtime')) return false;
  const dynamic = pyproject?.dynamic.includes('dependencies') && pyproject.dynamicRequirements.length === 0;
  const script = !pyproject?.standard && manifest.manifests.some((file) => file.endsWith('setup.py'));
  return dynamic || script;
}

function placeToDeclare({ root, manifest }: ProjectContext, pyproject: Pyproject | undefined): string {
  const at = (name: string) => (root === '.' ? name : `${root}/${name}`);
  const has = (name: string) => manifest.manifests.includes(at(name));
  if (pyproject?.standard) return `[project] dependencies in ${at('pyproject.toml')}`;
  if (pyproject?.tools.poetry) return `[tool.poetry.dependencies] in ${at('pyproject.toml')}`;
  if (has('setup.cfg')) return `install_requires in ${at('setup.cfg')}`;
  if (has('setup.py')) return `install_requires in ${at('setup.py')}`;
  if (has('requirements.txt')) return at('requirements.txt');
  return `[project] dependencies in ${at('pyproject.toml')}`;
}

function relativeTo(root: string, path: string): string {
  return below(root, path) ?? path;
}

/** The path below a folder, or undefined when it lies elsewhere. */
function below(folder: string, path: string): string | undefined {
  if (path === folder) return '';
  if (folder === '.') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

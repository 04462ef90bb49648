import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePyproject, type Pyproject, type PythonProject } from '@hone/core/manifests';
import { type InstalledDistribution, type PythonSources, readPythonSources } from '@hone/core/python';
import type { ProjectContext } from '../../check.js';
import { closureOf } from './closure.js';
import { defaultPythonVersion } from '../../python-version.js';
import { readDeclared } from './declared.js';
import type { FileFacts, ImportFacts } from './facts.js';
import { reachableFiles } from './reach.js';

/** Reads what is installed in the given folders; the projects of a workspace mostly share one environment. */
export type ReadInstalled = (sitePackages: readonly string[]) => InstalledDistribution[];

/** Reads everything that the verdicts on one project rest on. */
export function readImportFacts(project: ProjectContext, readInstalled: ReadInstalled): ImportFacts {
  const pyproject = readPyproject(project);
  const sources = readPythonSources({ manifest: project.manifest, pyproject, files: project.files });
  const installed = project.environment && visible(project, readInstalled(project.environment.sitePackages));
  const declared = readDeclared(project.manifest);
  return {
    root: project.root,
    minor: project.pythonVersion.minor,
    minorIsDeclared: isDeclared(project),
    files: markOptIn(project.manifest, sources),
    isLocal: sources.isLocal,
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
function markOptIn({ entryPoints }: PythonProject, { files, packaged, modulesOf }: PythonSources): FileFacts[] {
  if (!packaged) return files.map((file) => ({ ...file, optIn: false }));
  const shipped = files
    .filter(({ role }) => role === 'shipped')
    .map(({ file, imports }) => ({ file, imports, modules: modulesOf(file) }));
  const entries = new Set(entryPoints.map(({ value }) => value.split(':')[0]!.trim()));
  const reached = reachableFiles(shipped, entries);
  return files.map((file) => ({ ...file, optIn: file.role === 'shipped' && !reached.has(file.file) }));
}

function readPyproject({ workspaceRoot, root }: ProjectContext): Pyproject | undefined {
  const file = root === '.' ? 'pyproject.toml' : `${root}/pyproject.toml`;
  try {
    return parsePyproject(readFileSync(join(workspaceRoot, file), 'utf8').replace(/^\uFEFF/, ''), file);
  } catch {
    return undefined;
  }
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

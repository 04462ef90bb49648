import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  type Diagnostic,
  type InstalledDistribution,
  type LockSlice,
  type Pyproject,
  type PythonProject,
  compareText,
  createLockReader,
  decodePython,
  findVirtualEnvironment,
  parseLockSlice,
  parsePyproject,
  readInstalledDistributions,
  readPythonProject,
  readPythonSources,
} from '@hone/core';
import { tool } from '../report/diagnostics.js';
import type { ProjectFacts, ProjectRequest } from '../types.js';
import type { PythonContext } from './context.js';
import { declarationsOf, frozenNames } from './declarations.js';
import { doubtsOf } from './doubts.js';
import { evidenceSources } from './evidence/index.js';
import { missingUses } from './missing.js';
import { createProviders } from './providers.js';
import { resolutionOf } from './resolution.js';

/** Reads all that a Python project's dependencies are judged by; runs nothing. */
export function readPythonFacts(request: ProjectRequest): ProjectFacts | undefined {
  const { workspaceRoot, project } = request;
  const manifest = readPythonProject(workspaceRoot, project.root);
  if (!manifest) return undefined;
  const context = readContext(request, manifest);
  const resolution = resolutionOf(context.lock, context.installed);
  return {
    ecosystem: 'python',
    declarations: declarationsOf(manifest),
    evidence: evidenceSources.flatMap((source) => [...source(context)]),
    missing: [...missingUses(context)],
    ...(resolution && { resolution }),
    doubts: doubtsOf(manifest),
    frozen: frozenNames(manifest),
    unreadable: new Set(manifest.problems.map(({ file }) => file)),
    diagnostics: problemsOf(manifest),
  };
}

function readContext(request: ProjectRequest, manifest: PythonProject): PythonContext {
  const { workspaceRoot, project, nestedRoots, options, walker } = request;
  const files = walker.listFiles(project.root, { nestedRoots, exclude: options.exclude ?? [] });
  const text = createReader(workspaceRoot);
  const pyproject = readPyproject(workspaceRoot, project.root);
  const lock = readLockSlice(request, manifest);
  const installed = readInstalled(request, lock);
  const declared = new Set(manifest.dependencies.map(({ requirement }) => requirement.normalizedName));
  const sources = files.filter((file) => /\.pyi?$/.test(file)).map((file) => ({ file, text: () => text(file) }));
  return {
    request,
    manifest,
    pyproject,
    sources: readPythonSources({ manifest, pyproject, files: sources }),
    files,
    rootFiles: project.root === '.' ? [] : listRootFiles(workspaceRoot),
    text,
    lock,
    installed,
    providers: createProviders(declared, installed, lock && new Set(lock.packages.map(({ name }) => name))),
    declared,
  };
}

/** Files right at the workspace root and of GitHub's workflows; commands in them may be meant for any project. */
function listRootFiles(workspaceRoot: string): string[] {
  return ['.', '.github/workflows'].flatMap((folder) => {
    try {
      return readdirSync(path.join(workspaceRoot, folder))
        .map((name) => path.posix.join(folder, name))
        .sort(compareText);
    } catch {
      return [];
    }
  });
}

function createReader(workspaceRoot: string): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readText(path.join(workspaceRoot, file)));
    return known.get(file);
  };
}

function readText(file: string): string | undefined {
  try {
    const decoded = decodePython(readFileSync(file));
    return 'text' in decoded ? decoded.text : undefined;
  } catch {
    return undefined;
  }
}

function readPyproject(workspaceRoot: string, root: string): Pyproject | undefined {
  const file = path.posix.join(root, 'pyproject.toml');
  try {
    return parsePyproject(readFileSync(path.join(workspaceRoot, file), 'utf8').replace(/^\uFEFF/, ''), file);
  } catch {
    return undefined;
  }
}

/** The slice of the target `lock-slice`, or one cut here, which is the same. */
function readLockSlice({ workspaceRoot, options }: ProjectRequest, manifest: PythonProject): LockSlice | undefined {
  const file = options.lockSlice === undefined ? undefined : path.join(workspaceRoot, options.lockSlice);
  if (file !== undefined && existsSync(file)) return parseLockSlice(readFileSync(file, 'utf8'));
  const { root, normalizedName } = manifest;
  const wanted = { root, ...(normalizedName !== undefined && { name: normalizedName }) };
  return createLockReader(workspaceRoot)(wanted)?.slicer.slice(wanted);
}

/** Of an environment that several projects share, what this project's lock knows. */
function readInstalled(
  { workspaceRoot, project, options }: ProjectRequest,
  lock: LockSlice | undefined,
): InstalledDistribution[] | undefined {
  const root = options.environment === undefined ? project.root : options.environment;
  const environment = findVirtualEnvironment(path.join(workspaceRoot, root), workspaceRoot);
  if (!environment) return undefined;
  const installed = readInstalledDistributions(environment.sitePackages);
  if (!lock) return installed;
  const locked = new Set(lock.packages.map(({ name }) => name));
  return installed.filter(({ normalizedName }) => locked.has(normalizedName));
}

function problemsOf({ problems }: PythonProject): Diagnostic[] {
  return problems.map(({ file, line, column, message, hint }) => {
    const start = line === undefined ? undefined : { line, column: column ?? 1 };
    return {
      tool,
      ruleId: 'deps/manifest-unreadable',
      level: 'error',
      message,
      hint: hint ?? 'Nothing in this file is edited until it can be read.',
      location: { file, ...(start && { region: { start, end: start } }) },
    };
  });
}

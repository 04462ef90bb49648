import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { compareText, type Diagnostic } from '@hone/core/diagnostics';
import { createLockReader, type LockSlice, parseLockSlice } from '@hone/core/locks';
import { parsePyproject, type Pyproject, type PythonProject, readPythonProject } from '@hone/core/manifests';
import { decodePython, type InstalledDistribution, readPythonSources, standardLibrarySpan } from '@hone/core/python';
import type { Evidence, ProjectFacts, ProjectRequest } from '../types.js';
import { hostThatLoads } from './companions.data.js';
import { type CompiledFile, parseCompiled } from './compiled.js';
import type { PythonContext } from './context.js';
import { declarationsOf, frozenNames, isRequirementsFile } from './declarations.js';
import { doubtsOf } from './doubts.js';
import { readEnvironment } from './environment.js';
import { evidenceSources } from './evidence/index.js';
import { indexMetadataFiles, parseIndexMetadata } from './index-metadata.js';
import { missingUses } from './missing.js';
import { environmentProblems, lockProblems, manifestProblems, metadataProblem, repetitions } from './problems.js';
import { createProviders } from './providers.js';
import { type ResolutionSources, resolutionOf } from './resolution.js';
import { withRoles } from './roles.js';

/** Reads all that a Python project's dependencies are judged by; runs nothing. */
export function readPythonFacts(request: ProjectRequest): ProjectFacts | undefined {
  const { workspaceRoot, project } = request;
  const manifest = readPythonProject(workspaceRoot, project.root);
  if (!manifest) return undefined;
  const text = createReader(workspaceRoot);
  const environment = readEnvironment(request);
  const usable = environmentProblems(environment?.found, manifest.requiresPython);
  const context = readContext(request, manifest, text, usable.matches ? environment?.installed : undefined);
  const compiled = compiledFiles(manifest, text);
  const declarations = declarationsOf(manifest, { packaged: context.sources.packaged, text, compiled });
  const evidence = evidenceSources.flatMap((source) => [...source(context)]).map((each) => weigh(each, context));
  const lock = lockProblems(context.lock, declarations);
  const { metadata, diagnostics } = readIndexMetadata(manifest, text);
  const resolution = resolutionOf({
    lock: lock.matches ? context.lock : undefined,
    installed: context.installed,
    metadata,
    compiled,
  });
  return {
    ecosystem: 'python',
    declarations,
    evidence,
    missing: [...missingUses(context)],
    ...(resolution && { resolution }),
    doubts: doubtsOf(context, declarations, evidence),
    frozen: frozenNames(manifest, text),
    unreadable: new Set(manifest.problems.map(({ file }) => file)),
    diagnostics: [
      ...manifestProblems(manifest),
      ...repetitions(declarations),
      ...lock.diagnostics,
      ...usable.diagnostics,
      ...diagnostics,
    ],
  };
}

/** That tests alone import what another package loads by name says nothing of the program. */
function weigh(evidence: Evidence, { declared }: PythonContext): Evidence {
  if (evidence.scope !== 'development' || hostThatLoads(evidence.name, declared) === undefined) return evidence;
  return { ...evidence, conditional: true };
}

/** The oldest Python that is still around. */
const OLDEST_MINOR = 9;

/**
 * The declared names without those of modules that every Python of today has: `import asyncio` never loads a distribution
 * of that name. One with a marker may be for an older Python.
 */
function withoutShadowed(declared: ReadonlySet<string>, { dependencies }: PythonProject): Set<string> {
  const marked = new Set(
    dependencies.filter(({ requirement }) => requirement.marker).map(({ requirement }) => requirement.normalizedName),
  );
  const isShadowed = (name: string): boolean => {
    const span = standardLibrarySpan(name);
    return span !== undefined && span.first <= OLDEST_MINOR && span.last === undefined && !marked.has(name);
  };
  return new Set([...declared].filter((name) => !isShadowed(name)));
}

type ReadText = (file: string) => string | undefined;

function readContext(
  request: ProjectRequest,
  manifest: PythonProject,
  text: ReadText,
  environment: readonly InstalledDistribution[] | undefined,
): PythonContext {
  const { workspaceRoot, project, nestedRoots, options, walker } = request;
  const files = walker.listFiles(project.root, { nestedRoots, exclude: options.exclude ?? [] });
  const pyproject = readPyproject(project.root, text);
  const lock = readLockSlice(request, manifest);
  const locked = lock && new Set(lock.packages.map(({ name }) => name));
  // Of an environment that several projects share, what this project's lock knows.
  const installed = locked ? environment?.filter(({ normalizedName }) => locked.has(normalizedName)) : environment;
  const declared = new Set(manifest.dependencies.map(({ requirement }) => requirement.normalizedName));
  const sources = files.filter((file) => /\.pyi?$/.test(file)).map((file) => ({ file, text: () => text(file) }));
  return {
    request,
    manifest,
    pyproject,
    sources: withRoles(readPythonSources({ manifest, pyproject, files: sources }), manifest),
    files,
    rootFiles: project.root === '.' ? [] : listRootFiles(workspaceRoot),
    text,
    lock,
    installed,
    providers: createProviders(withoutShadowed(declared, manifest), installed, locked),
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

function createReader(workspaceRoot: string): ReadText {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readText(path.join(workspaceRoot, file)));
    return known.get(file);
  };
}

/** Nobody writes so much text by hand: data, or a bundle. */
const LARGEST = 4_000_000;

function readText(file: string): string | undefined {
  try {
    if (statSync(file).size > LARGEST && !file.endsWith('.ipynb')) return undefined;
    const bytes = readFileSync(file);
    // No text has a zero byte near its start, but for UTF-16, which nothing here is written in.
    if (bytes.subarray(0, 1024).includes(0)) return undefined;
    const decoded = decodePython(bytes);
    return 'text' in decoded ? decoded.text : undefined;
  } catch {
    return undefined;
  }
}

function readPyproject(root: string, text: ReadText): Pyproject | undefined {
  const file = path.posix.join(root, 'pyproject.toml');
  const content = text(file);
  return content === undefined ? undefined : parsePyproject(content.replace(/^\uFEFF/, ''), file);
}

/** The slice of the target `lock-slice`, or one cut here, which is the same. */
function readLockSlice({ workspaceRoot, options }: ProjectRequest, manifest: PythonProject): LockSlice | undefined {
  const file = options.lockSlice === undefined ? undefined : path.join(workspaceRoot, options.lockSlice);
  if (file !== undefined && existsSync(file)) return parseLockSlice(readFileSync(file, 'utf8'));
  const { root, normalizedName } = manifest;
  const wanted = { root, ...(normalizedName !== undefined && { name: normalizedName }) };
  return createLockReader(workspaceRoot)(wanted)?.slicer.slice(wanted);
}

function compiledFiles({ manifests }: PythonProject, text: ReadText): Map<string, CompiledFile> {
  const found = new Map<string, CompiledFile>();
  for (const file of manifests.filter(isRequirementsFile)) {
    const compiled = parseCompiled(text(file) ?? '', file);
    if (compiled) found.set(file, compiled);
  }
  return found;
}

/** Beside each manifest: what pip wrote of the index. */
function readIndexMetadata(
  { manifests }: PythonProject,
  text: ReadText,
): { metadata: ResolutionSources['metadata']; diagnostics: Diagnostic[] } {
  const folders = new Set(manifests.map((file) => path.posix.dirname(file)));
  const metadata: { file: string; distributions: InstalledDistribution[] }[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of [...folders].flatMap((folder) =>
    indexMetadataFiles.map((name) => path.posix.join(folder, name)),
  )) {
    const content = text(file);
    if (content === undefined) continue;
    const distributions = parseIndexMetadata(content);
    if (distributions) metadata.push({ file, distributions });
    else diagnostics.push(metadataProblem(file));
  }
  return { metadata, diagnostics };
}

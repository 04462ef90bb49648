import path from 'node:path';
import type { ManifestFiles, PythonProject } from '@hone/core/manifests';
import type { FileSignatures } from '../graph/file-signatures.js';
import { readers } from '../graph/readers.js';
import type { DependencyFacts, ManifestFacts } from './types.js';

/** What was read of a folder's manifests, with all that the reading looked at. */
export interface CachedManifest {
  /** What was looked at, by path with a leading letter for the question, and the answer's signature. */
  seen: Record<string, string>;
  /** Absent when the folder has no manifest. */
  facts?: ManifestFacts;
}

/** Whether everything that was looked at is as it was. */
export function isFresh(cached: CachedManifest, signatures: FileSignatures): boolean {
  for (const question in cached.seen) if (ask(signatures, question) !== cached.seen[question]) return false;
  return true;
}

/** Gives a function that reads a folder's manifests. Each file is read once: many ask for the manifests above them. */
export function createManifestReader(
  workspaceRoot: string,
  signatures: FileSignatures,
): (root: string) => Promise<CachedManifest> {
  let disk: ManifestFiles | undefined;
  return async (root) => {
    const { nodeManifestFiles, rememberedManifestFiles } = await readers.manifests();
    disk ??= rememberedManifestFiles(nodeManifestFiles(workspaceRoot));
    const seen: Record<string, string> = {};
    const facts = await readFacts(workspaceRoot, root, recordingFiles(disk, signatures, seen));
    return facts ? { seen, facts } : { seen };
  };
}

async function readFacts(
  workspaceRoot: string,
  root: string,
  files: ManifestFiles,
): Promise<ManifestFacts | undefined> {
  const { readPythonProject, parsePyproject } = await readers.manifests();
  const project = readPythonProject(workspaceRoot, root, files);
  if (!project) return undefined;
  const facts = factsOf(project, files);
  const file = path.posix.join(root, 'pyproject.toml');
  const text = project.manifests.includes(file) ? readText(files, file).replace(/^\uFEFF/, '') : '';
  // Parsing a second time costs more than looking whether there is anything to find.
  if (!BUILD_SETTINGS.test(text)) return facts;
  const { parseLayout } = await readers.python();
  return { ...facts, layout: parseLayout(root, parsePyproject(text, file).table) };
}

/** The tables that `parseLayout` reads. */
const BUILD_SETTINGS = /tool\s*\.\s*(?:setuptools|poetry|hatch|flit|pdm|uv|maturin|scikit-build)\b/;

function ask(signatures: FileSignatures, question: string): string {
  const file = question.slice(1);
  switch (question[0]) {
    case 'l':
      return signatures.names(file).join('/');
    case 'e':
      return exists(signatures, file) ? '1' : '';
    default:
      return signatures.of(file);
  }
}

/** Every question is noted. */
function recordingFiles(disk: ManifestFiles, signatures: FileSignatures, seen: Record<string, string>): ManifestFiles {
  const record = (question: string): string => (seen[question] = ask(signatures, question));
  return {
    read: (file) => (record(`f${file}`) === '' ? undefined : disk.read(file)),
    exists: (file) => record(`e${file}`) !== '',
    list(folder) {
      record(`l${folder}`);
      return [...signatures.names(folder)];
    },
  };
}

function exists(signatures: FileSignatures, file: string): boolean {
  return signatures.names(path.posix.dirname(file)).includes(path.posix.basename(file));
}

function factsOf(project: PythonProject, files: ManifestFiles): ManifestFacts {
  const at = (name: string): string => path.posix.join(project.root, name);
  const own = (name: string): string => (project.manifests.includes(at(name)) ? readText(files, at(name)) : '');
  const pyproject = own('pyproject.toml');
  const configs = ['pyproject.toml', 'ruff.toml', '.ruff.toml'];
  const extendedConfigs = new Set(configs.flatMap((name) => extendsOf(files, at(name))));
  return {
    ...(project.name !== undefined && { name: project.name }),
    ...(project.normalizedName !== undefined && { normalizedName: project.normalizedName }),
    manager: project.manager,
    declaresProject:
      /^\s*\[\s*(?:project|tool\s*\.\s*poetry)\s*[\].]/m.test(pyproject) ||
      // A broken manifest must not make its project vanish: the project's own task says what is wrong with it.
      (/^\s*\[\s*(?:project|tool\s*\.\s*poetry)\b/m.test(pyproject) &&
        project.problems.some(({ file }) => file === at('pyproject.toml'))) ||
      project.manifests.includes(at('setup.py')) ||
      (project.name !== undefined && project.manifests.includes(at('setup.cfg'))),
    dependencies: dependenciesOf(project),
    manifests: project.manifests,
    extendedConfigs: [...extendedConfigs].sort(),
  };
}

function dependenciesOf(project: PythonProject): DependencyFacts[] {
  const found = new Map<string, DependencyFacts>();
  for (const { requirement, source, file, kind } of project.dependencies) {
    if (kind === 'constraint') continue;
    const place = source.type === 'path' ? source.path : undefined;
    const key = [requirement.normalizedName, source.type, place, file].join('\0');
    if (found.has(key)) continue;
    found.set(key, {
      normalizedName: requirement.normalizedName,
      source: source.type,
      ...(place !== undefined && { path: place }),
      file,
    });
  }
  return [...found.values()];
}

/**
 * The files inside the workspace that a configuration extends, directly or not. A line scan, since all that matters is
 * that no file is missed: one too many is an input too many.
 */
function extendsOf(files: ManifestFiles, config: string, seen = new Set<string>()): string[] {
  const text = readText(files, config);
  const targets = [...text.matchAll(/(?:^|[\s.{,])["']?extends?["']?\s*[=:]\s*["']([^"'\n]+)["']/gm)].map(
    ([, target]) => path.posix.join(path.posix.dirname(config), target!),
  );
  for (const target of targets) {
    if (seen.has(target) || target.startsWith('../') || files.read(target) === undefined) continue;
    seen.add(target);
    extendsOf(files, target, seen);
  }
  return [...seen];
}

/** Empty for a file that is not there or can't be read. */
function readText(files: ManifestFiles, file: string): string {
  const bytes = files.read(file);
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : '';
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ManifestFiles, PythonProject } from '@hone/core/manifests';
import type { FileSignatures } from '../graph/file-signatures.js';
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

/** Reads a folder's manifests. The readers are loaded here, since most commands find nothing changed. */
export async function readManifest(
  workspaceRoot: string,
  root: string,
  signatures: FileSignatures,
): Promise<CachedManifest> {
  const [{ readPythonProject, parsePyproject }, { parseLayout }] = await Promise.all([
    import('@hone/core/manifests'),
    import('@hone/core/python'),
  ]);
  const seen: Record<string, string> = {};
  const project = readPythonProject(workspaceRoot, root, recordingFiles(workspaceRoot, signatures, seen));
  if (!project) return { seen };
  const facts = factsOf(workspaceRoot, project, seen, signatures);
  const file = path.posix.join(root, 'pyproject.toml');
  const text = project.manifests.includes(file) ? readText(workspaceRoot, file).replace(/^\uFEFF/, '') : '';
  // Parsing a second time costs more than looking whether there is anything to find.
  if (!BUILD_SETTINGS.test(text)) return { seen, facts };
  return { seen, facts: { ...facts, layout: parseLayout(root, parsePyproject(text, file).table) } };
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

function recordingFiles(
  workspaceRoot: string,
  signatures: FileSignatures,
  seen: Record<string, string>,
): ManifestFiles {
  const record = (question: string): string => (seen[question] = ask(signatures, question));
  return {
    read(file) {
      if (record(`f${file}`) === '') return undefined;
      try {
        return readFileSync(path.join(workspaceRoot, file));
      } catch {
        return 'unreadable';
      }
    },
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

function factsOf(
  workspaceRoot: string,
  project: PythonProject,
  seen: Record<string, string>,
  signatures: FileSignatures,
): ManifestFacts {
  const at = (name: string): string => path.posix.join(project.root, name);
  const own = (name: string): string => (project.manifests.includes(at(name)) ? readText(workspaceRoot, at(name)) : '');
  const pyproject = own('pyproject.toml');
  const extendedConfigs = new Set<string>();
  for (const name of ['pyproject.toml', 'ruff.toml', '.ruff.toml']) {
    for (const file of extendsOf(workspaceRoot, at(name))) {
      extendedConfigs.add(file);
      seen[`f${file}`] = signatures.of(file);
    }
    if (name !== 'pyproject.toml') seen[`f${at(name)}`] = signatures.of(at(name));
  }
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
function extendsOf(workspaceRoot: string, config: string, seen = new Set<string>()): string[] {
  const text = readText(workspaceRoot, config);
  const targets = [...text.matchAll(/(?:^|[\s.{,])["']?extends?["']?\s*[=:]\s*["']([^"'\n]+)["']/gm)].map(
    ([, target]) => path.posix.join(path.posix.dirname(config), target!),
  );
  for (const target of targets) {
    if (seen.has(target) || target.startsWith('../') || !existsSync(path.join(workspaceRoot, target))) continue;
    seen.add(target);
    extendsOf(workspaceRoot, target, seen);
  }
  return [...seen];
}

function readText(workspaceRoot: string, file: string): string {
  try {
    return readFileSync(path.join(workspaceRoot, file), 'utf8');
  } catch {
    return '';
  }
}

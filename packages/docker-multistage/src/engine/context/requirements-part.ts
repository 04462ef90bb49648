import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { cutFrozenRequirements, isFrozenRequirements } from '@hone/core/locks';
import { type PythonProject, readPythonProject } from '@hone/core/manifests';
import { fileEntry } from './folder-files.js';
import { type NeededPlace, placesInContext } from './local-folders.js';
import { contextProblem } from './problems.js';
import { readText } from './read-text.js';
import { once } from './shared.js';
import type { ContextEntry, ContextRequest, ReadContextPart } from './types.js';

/** Names of files above a project that hold what pip is to install, or what bounds it. */
const FROZEN_NAMES = ['constraints.txt', 'requirements.txt', 'requirements.lock'];

/**
 * pip: requirements files in other folders that the projects' own include (`-r`, `-c`), what they install from folders
 * (`-e ../lib`), and frozen files above the project that pip-compile or `uv pip compile` wrote. Files that only bound
 * versions, and the frozen ones, are cut down to what the projects can install.
 */
export const readRequirementsPart: ReadContextPart = (request) => {
  const own = readProject(request, request.project.root);
  if (!own) return Promise.resolve(undefined);
  const projects = [own, ...request.closure.flatMap(({ root }) => readProject(request, root) ?? [])];
  const included = includedFiles(request, projects);
  const frozen = own.manager === 'pip' ? frozenAbove(request) : [];
  if (own.manager !== 'pip' && included.size === 0) return Promise.resolve(undefined);

  const files = [...new Set([...included.keys(), ...frozen])].sort();
  const read = files.map((file) =>
    included.get(file) === 'installs'
      ? { entry: fileEntry(request.workspaceRoot, file), diagnostics: [] }
      : cutFile(request, file, projects),
  );
  const local = placesInContext(
    request,
    projects.flatMap((project) => placesOf(request.workspaceRoot, project)),
  );
  return Promise.resolve({
    locks: files,
    entries: [...local.entries, ...read.map(({ entry }) => entry)],
    diagnostics: [
      ...projects.flatMap(includeProblems),
      ...local.diagnostics,
      ...read.flatMap(({ diagnostics }) => diagnostics),
    ],
  });
};

function readProject(request: ContextRequest, root: string): PythonProject | undefined {
  return once(request, `python-project:${root}`, () => readPythonProject(request.workspaceRoot, root));
}

/** Requirements files outside the projects' folders: whether something is installed from them, or they only bound. */
function includedFiles(
  { project, closure }: ContextRequest,
  projects: readonly PythonProject[],
): Map<string, 'installs' | 'bounds'> {
  const roots = [project, ...closure].map(({ root }) => root).filter((root) => root !== '.');
  const lies = (file: string): boolean => roots.some((root) => file.startsWith(`${root}/`));
  const files = new Map<string, 'installs' | 'bounds'>();
  for (const { manifests, dependencies } of projects) {
    for (const file of manifests) {
      if (lies(file) || !/\.(?:txt|in|lock|pip)$/.test(file)) continue;
      const entries = dependencies.filter((dependency) => dependency.file === file);
      const bounds = entries.length > 0 && entries.every(({ kind }) => kind === 'constraint');
      if (!bounds || !files.has(file)) files.set(file, bounds ? 'bounds' : 'installs');
    }
  }
  return files;
}

/** Frozen files in the folders above the project; the project's own are its files anyhow. */
function frozenAbove({ workspaceRoot, project }: ContextRequest): string[] {
  const found: string[] = [];
  for (let folder = project.root; folder !== '.';) {
    folder = path.posix.dirname(folder);
    for (const name of FROZEN_NAMES) {
      const file = path.posix.join(folder, name);
      const text = existsSync(path.join(workspaceRoot, file)) ? readText(workspaceRoot, file) : undefined;
      if (text !== undefined && isFrozenRequirements(text)) found.push(file);
    }
  }
  return found;
}

function cutFile(
  request: ContextRequest,
  file: string,
  projects: readonly PythonProject[],
): { entry: ContextEntry; diagnostics: Diagnostic[] } {
  const roots = [request.project, ...request.closure].map(({ root }) => root);
  const names = projects.flatMap(({ normalizedName, dependencies }) => [
    ...(normalizedName === undefined ? [] : [normalizedName]),
    ...dependencies.flatMap(({ kind, requirement }) => (kind === 'constraint' ? [] : [requirement.normalizedName])),
  ]);
  const hasPath = (place: string): boolean =>
    roots.includes(path.posix.join(path.posix.dirname(file), place.replace(/^file:(?:\/\/)?/, '')));
  const text = once(request, `text:${file}`, () => readText(request.workspaceRoot, file) ?? '');
  const cut = cutFrozenRequirements(text, { names: new Set(names.filter(Boolean)), hasPath });
  if (cut !== undefined) {
    return { entry: { path: file, source: { kind: 'text', text: cut }, executable: false }, diagnostics: [] };
  }
  const note = contextProblem(
    'docker/context-lock',
    'note',
    'The file has entries without `# via` and is kept whole.',
    {
      file,
      hint: 'Write it with pip-compile or `uv pip compile`: their comments say which project needs which package.',
    },
  );
  return { entry: fileEntry(request.workspaceRoot, file), diagnostics: [note] };
}

function placesOf(workspaceRoot: string, { root, dependencies }: PythonProject): NeededPlace[] {
  return dependencies.flatMap(({ source, file, line, requirement, kind }) =>
    source.type === 'path' && kind !== 'constraint' && /\.(?:txt|in)$/.test(file)
      ? [
          {
            path: placeOf(workspaceRoot, root, source.path, file),
            file,
            ...(line !== undefined && { line }),
            what: requirement.name === '' ? 'A package' : `The package ${requirement.name}`,
          },
        ]
      : [],
  );
}

/** pip takes a path from the folder that it runs in, which may be the file's, the project's or the workspace's. */
function placeOf(workspaceRoot: string, root: string, resolved: string, file: string): string {
  const written = path.posix.relative(path.posix.dirname(file), resolved);
  const candidates = [resolved, path.posix.join(root, written), path.posix.normalize(written)];
  return candidates.find((place) => existsSync(path.join(workspaceRoot, place))) ?? resolved;
}

/** Includes that can't be followed; what else is wrong with a manifest is for other tools to say. */
function includeProblems({ problems }: PythonProject): Diagnostic[] {
  return problems.flatMap(({ message, ...place }) => {
    if (!message.startsWith('The included file')) return [];
    return message.includes('outside the workspace')
      ? [contextProblem('docker/context-outside-workspace', 'error', message, place)]
      : [contextProblem('docker/context-unreadable', 'warning', message, place)];
  });
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  createLockReader,
  namesOf,
  planUvContext,
  type PythonLock,
  renderUvLock,
  splitUvLock,
  type UvContextPlan,
} from '@hone/core/locks';
import { type Dependency, editToml, planUvMembers, readPythonProject, renderUvRoot } from '@hone/core/manifests';
import type { Diagnostic } from '@hone/core/diagnostics';
import { fileEntry } from './folder-files.js';
import { lockProblems } from './lock-problems.js';
import { type NeededPlace, placesInContext } from './local-folders.js';
import { contextProblem } from './problems.js';
import { readText } from './read-text.js';
import { once } from './shared.js';
import type { ContextEntry, ContextPart, ContextRequest, ReadContextPart } from './types.js';

/** Files beside a `uv.lock` that uv reads, besides the manifest. */
const SETTINGS = ['uv.toml', '.python-version', '.python-versions'];

/** A workspace's lock with its root manifest, read once a batch. */
interface UvRoot {
  lock: PythonLock;
  text: string;
  manifestText: string | undefined;
}

/**
 * uv: the lock cut down to the project and its closure, the workspace's root manifest with the members that are there,
 * and what else uv reads beside them.
 */
export const readUvPart: ReadContextPart = (request) => {
  const reader = once(request, 'python-locks', () => createLockReader(request.workspaceRoot));
  const found = reader({ root: request.project.root });
  if (found?.lock.kind !== 'uv') return Promise.resolve(undefined);
  const { file } = found.lock;
  const root = once(request, `uv-root:${file}`, (): UvRoot => {
    const manifest = path.posix.join(path.posix.dirname(file), 'pyproject.toml');
    const text = readText(request.workspaceRoot, file) ?? '';
    return { lock: found.lock, text, manifestText: readText(request.workspaceRoot, manifest) };
  });
  const plan = planUvContext(found.lock, found.slicer.find, request.project, request.closure);
  return Promise.resolve(partOf(request, root, plan));
};

function partOf(request: ContextRequest, root: UvRoot, plan: UvContextPlan): ContextPart {
  const { file } = root.lock;
  const folder = path.posix.dirname(file);
  const isProject = [request.project, ...request.closure].some((project) => project.root === folder);
  const whole = plan.root === undefined;
  const lock = lockText(root, plan, !isProject);
  const manifest = whole ? root.manifestText : manifestText(request, root, plan, isProject);
  const local = placesInContext(request, neededPlaces(request, plan, file));
  return {
    locks: [file],
    entries: [
      ...local.entries,
      ...SETTINGS.map((name) => path.posix.join(folder, name))
        .filter((name) => existsSync(path.join(request.workspaceRoot, name)))
        .map((name) => fileEntry(request.workspaceRoot, name)),
      ...(manifest === undefined ? [] : [textEntry(path.posix.join(folder, 'pyproject.toml'), manifest)]),
      textEntry(file, lock ?? root.text),
    ],
    diagnostics: [
      ...lockProblems(root.lock.problems),
      ...local.diagnostics,
      ...(lock === undefined && !root.lock.problems ? [irregular(file)] : []),
    ],
  };
}

const textEntry = (at: string, text: string): ContextEntry => ({
  path: at,
  source: { kind: 'text', text },
  executable: false,
});

function lockText({ lock, text }: UvRoot, plan: UvContextPlan, reducedRoot: boolean): string | undefined {
  if (plan.root === undefined) return text;
  const pieces = splitUvLock(text, lock);
  return pieces && renderUvLock(pieces, lock, plan, { reducedRoot });
}

function manifestText(
  request: ContextRequest,
  { lock, manifestText: text }: UvRoot,
  plan: UvContextPlan,
  isProject: boolean,
): string | undefined {
  if (text === undefined) return undefined;
  const folder = path.posix.dirname(lock.file);
  const file = path.posix.join(folder, 'pyproject.toml');
  const folders = plan.local.flatMap(({ source }) => {
    return source.type === 'workspace' && source.location !== undefined && source.location !== folder
      ? [source.location]
      : [];
  });
  const members = folders.map((member) => path.posix.relative(folder, member));
  if (isProject) return editToml(text, planUvMembers(text, file, members) ?? [], file);
  const locked = namesOf(plan);
  const building = new Set(
    folders.flatMap((member) => buildRequires(request, member).map(({ requirement }) => requirement.normalizedName)),
  );
  const isLocked = (name: string): boolean => locked.has(name);
  return renderUvRoot(text, file, { members, isLocked, buildsWith: (name) => building.has(name) });
}

/** What a member needs to be built, which no lock holds: uv looks for it among the sources of the root too. */
function buildRequires(request: ContextRequest, member: string): Dependency[] {
  const project = once(request, `python-project:${member}`, () => readPythonProject(request.workspaceRoot, member));
  return project?.dependencies.filter(({ kind }) => kind === 'build') ?? [];
}

/** Everything that uv takes from the workspace: local packages, what builds them, and folders that serve as an index. */
function neededPlaces(request: ContextRequest, { local, packages }: UvContextPlan, file: string): NeededPlace[] {
  const folders = local.flatMap(({ source }) => (source.type === 'workspace' ? (source.location ?? []) : []));
  const building = folders.flatMap((folder) => buildRequires(request, folder));
  const indexes = new Set(
    packages.flatMap(({ entry: { source } }) => (source.type === 'index' && source.location ? [source.location] : [])),
  );
  return [
    ...local.map((entry) => placeOf(entry, file)),
    ...building.flatMap(({ source, requirement, file: manifest }): NeededPlace[] =>
      source.type === 'path' ? [{ path: source.path, file: manifest, what: `The package ${requirement.name}` }] : [],
    ),
    ...[...indexes]
      .filter((index) => !/^https?:/i.test(index))
      .map((index) => ({
        path: path.posix.join(path.posix.dirname(file), index.replace(/^file:\/\//i, '')),
        file,
        what: 'An index',
      })),
  ];
}

function placeOf({ name, source }: UvContextPlan['local'][number], file: string): NeededPlace {
  return { path: source.location ?? '.', file, what: `The package ${name}` };
}

function irregular(file: string): Diagnostic {
  return contextProblem(
    'docker/context-lock',
    'warning',
    'The lock is not laid out as uv writes it: it is kept whole.',
    {
      file,
      hint: 'Run `uv lock`, so that a change of a package that the image does not have leaves the context as it was.',
    },
  );
}

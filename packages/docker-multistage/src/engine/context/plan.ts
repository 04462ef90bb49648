import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { type Diagnostic, sortDiagnostics } from '@hone/core/diagnostics';
import { isDockerfileName, isInside } from '@hone/core/files';
import { findClashes } from './clashes.js';
import { fileEntry, readFolderFiles } from './folder-files.js';
import { planLink } from './links.js';
import { contextParts } from './parts.js';
import { contextProblem } from './problems.js';
import type { ContextEntry, ContextPart, ContextRequest, ReadContextPart } from './types.js';

/** A whole context, before anything is written. */
export interface ContextPlan {
  /** Sorted by path. */
  entries: ContextEntry[];
  /** The lock files that were sliced, sorted. */
  locks: string[];
  /** The project's own Dockerfiles, sorted. */
  dockerfiles: string[];
  /** With an error among them, the context must not be written. */
  diagnostics: Diagnostic[];
}

/** Further places of the workspace that an image needs. */
export interface PlanOptions {
  /** Files and folders, relative to the workspace root. */
  include?: readonly string[];
}

/** Gathers what a project's context holds: its files and its closure's, what the locks add, and the links among them. */
export async function planContext(
  request: ContextRequest,
  { include = [] }: PlanOptions = {},
  parts: readonly ReadContextPart[] = contextParts,
): Promise<ContextPlan> {
  const { workspaceRoot, project, closure } = request;
  const folders = [project, ...closure].map((folder) => readFolderFiles(request, folder));
  const extra = include.map((place) => includedPlace(request, place));
  const read = (await Promise.all(parts.map((readPart) => readPart(request)))).flatMap((part) => part ?? []);

  const entries = new Map<string, ContextEntry>();
  for (const { entries: own } of [...folders, ...extra]) for (const entry of own) entries.set(entry.path, entry);
  const dockerfiles = dockerfilesOf(project.root, entries.keys());
  const shared = ignoreFileOf(workspaceRoot, dockerfiles, entries);
  if (shared) entries.set(shared.path, shared);
  const clashing = mergeParts(read, entries);
  const links = planLinks(
    request,
    [...folders, ...extra].flatMap(({ links: found }) => found),
    entries,
  );

  const sorted = [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    entries: sorted,
    locks: [...new Set(read.flatMap(({ locks }) => locks))].sort(),
    dockerfiles,
    diagnostics: sortDiagnostics([
      ...[...folders, ...extra].flatMap(({ diagnostics }) => diagnostics),
      ...read.flatMap(({ diagnostics }) => diagnostics),
      ...clashing,
      ...links,
      ...findClashes(sorted.map((entry) => entry.path)),
    ]),
  };
}

function dockerfilesOf(root: string, files: Iterable<string>): string[] {
  const prefix = root === '.' ? '' : `${root}/`;
  return [...files].filter((file) => file.startsWith(prefix) && isDockerfileName(path.posix.basename(file))).sort();
}

/** The workspace's .dockerignore counts for each Dockerfile that has none of its own. */
function ignoreFileOf(
  workspaceRoot: string,
  dockerfiles: readonly string[],
  entries: ReadonlyMap<string, ContextEntry>,
): ContextEntry | undefined {
  const hasOwn = dockerfiles.length > 0 && dockerfiles.every((file) => entries.has(`${file}.dockerignore`));
  const exists = !hasOwn && existsSync(path.join(workspaceRoot, '.dockerignore'));
  return exists ? fileEntry(workspaceRoot, '.dockerignore') : undefined;
}

/** Puts the entries of parts in the place of project files; two parts may agree on a path, not differ on it. */
function mergeParts(parts: readonly ContextPart[], entries: Map<string, ContextEntry>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const owners = new Map<string, { part: ContextPart; entry: ContextEntry }>();
  for (const part of parts) {
    for (const entry of part.entries) {
      const known = owners.get(entry.path);
      const differs = known && known.part !== part && !sameSource(known.entry, entry);
      if (differs) diagnostics.push(partClash(entry.path, known.part, part));
      owners.set(entry.path, { part, entry });
    }
  }
  for (const [at, { entry }] of owners) entries.set(at, entry);
  return diagnostics;
}

function sameSource(a: ContextEntry, b: ContextEntry): boolean {
  return a.executable === b.executable && JSON.stringify(a.source) === JSON.stringify(b.source);
}

function partClash(file: string, a: ContextPart, b: ContextPart): Diagnostic {
  const sources = [a, b].map(({ locks }) => locks.join(', ') || 'a manifest').join(' and ');
  return contextProblem('docker/context-path-clash', 'error', `${sources} want different contents in ${file}.`, {
    file,
    hint: 'This is a bug in the tool: please report it with the lock files that are named.',
  });
}

function planLinks(
  { workspaceRoot, project, closure }: ContextRequest,
  links: readonly string[],
  entries: Map<string, ContextEntry>,
): Diagnostic[] {
  const known = new Set(['.', ...links]);
  for (const file of [...entries.keys(), ...links]) {
    known.add(file);
    for (let at = path.posix.dirname(file); at !== '.'; at = path.posix.dirname(at)) known.add(at);
  }
  const roots = [project, ...closure].map(({ root }) => root);
  const isOfProject = (file: string): boolean =>
    roots.some((root) => root !== '.' && (file === root || file.startsWith(`${root}/`)));
  const diagnostics: Diagnostic[] = [];
  for (const link of new Set(links)) {
    if (entries.has(link)) continue;
    const planned = planLink(workspaceRoot, link, (file) => known.has(file), isOfProject);
    if ('entry' in planned) entries.set(link, planned.entry);
    else diagnostics.push(planned.diagnostic);
  }
  return diagnostics;
}

type Place = Pick<ReturnType<typeof readFolderFiles>, 'entries' | 'links' | 'diagnostics'>;

/** A file or folder that the option `include` names. */
function includedPlace(request: ContextRequest, written: string): Place {
  const { workspaceRoot } = request;
  const place = path.posix.normalize(written.replace(/\\/g, '/')).replace(/\/$/, '');
  const refuse = (rule: 'docker/context-outside-workspace' | 'docker/context-unreadable', message: string): Place => ({
    entries: [],
    links: [],
    diagnostics: [
      contextProblem(rule, 'error', message, { hint: 'Correct the option `include` of the target docker-context.' }),
    ],
  });
  if (path.isAbsolute(place) || !isInside(workspaceRoot, place)) {
    return refuse('docker/context-outside-workspace', `The option include names ${written}, outside the workspace.`);
  }
  const stats = lstatSync(path.join(workspaceRoot, place), { throwIfNoEntry: false });
  if (!stats) return refuse('docker/context-unreadable', `The option include names ${written}, which is not there.`);
  if (stats.isDirectory()) return readFolderFiles(request, { root: place });
  const entries = stats.isFile() ? [fileEntry(workspaceRoot, place)] : [];
  return { entries, links: stats.isSymbolicLink() ? [place] : [], diagnostics: [] };
}

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { isInside } from '@hone/core/files';
import { fileEntry, readFolderFiles } from './folder-files.js';
import { contextProblem } from './problems.js';
import type { ContextEntry, ContextRequest } from './types.js';

/** A folder or file of the workspace that a manifest or lock needs. */
export interface NeededPlace {
  /** Relative to the workspace root; one that leaves it has a leading `..` or is absolute. */
  path: string;
  /** The manifest or lock that names it. */
  file: string;
  line?: number;
  /** How it is called in messages: `the package telemetry`. */
  what: string;
}

/**
 * Brings what a lock needs into the context where it does not lie in one of the projects: a path dependency that is no
 * project, an archive of wheels. Nx can't see changes there, so each is reported.
 */
export function placesInContext(
  request: ContextRequest,
  places: readonly NeededPlace[],
): { entries: ContextEntry[]; diagnostics: Diagnostic[] } {
  const roots = new Set([request.project, ...request.closure].map(({ root }) => root));
  const entries: ContextEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const place of places) {
    if (roots.has(place.path)) continue;
    const problem = problemOf(request.workspaceRoot, place);
    if (problem) {
      diagnostics.push(problem);
      continue;
    }
    const stats = statSync(path.join(request.workspaceRoot, place.path));
    entries.push(
      ...(stats.isDirectory()
        ? readFolderFiles(request, { root: place.path }).entries
        : [fileEntry(request.workspaceRoot, place.path)]),
    );
    if (![...roots].some((root) => lies(place.path, root))) diagnostics.push(unseen(place));
  }
  return { entries, diagnostics };
}

const lies = (file: string, root: string): boolean => root === '.' || file.startsWith(`${root}/`);

function problemOf(workspaceRoot: string, { path: at, file, line, what }: NeededPlace): Diagnostic | undefined {
  const place = { file, ...(line !== undefined && { line }) };
  if (!isInside(workspaceRoot, at)) {
    return contextProblem(
      'docker/context-outside-workspace',
      'error',
      `${what} lies in ${at}, outside the workspace.`,
      {
        ...place,
        hint: 'Move it into the workspace, or publish it to an index: an image is built from the workspace alone.',
      },
    );
  }
  if (existsSync(path.join(workspaceRoot, at))) return undefined;
  return contextProblem('docker/context-unreadable', 'error', `${what} lies in ${at}, which is not there.`, {
    ...place,
    hint: 'Lock again, or put the folder back.',
  });
}

function unseen({ path: at, file, line, what }: NeededPlace): Diagnostic {
  return contextProblem(
    'docker/context-not-a-dependency',
    'warning',
    `${what} lies in ${at}, which is not one of the projects that Nx knows as dependencies.`,
    {
      file,
      ...(line !== undefined && { line }),
      hint: `It is in the context, but Nx does not see its changes: make ${at} a project, or name it in implicitDependencies.`,
    },
  );
}

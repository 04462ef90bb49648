import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { ProjectFolder } from '@hone/core/nx';
import { contextProblem } from './problems.js';
import { once, walkerOf } from './shared.js';
import type { ContextEntry, ContextRequest } from './types.js';

/** What lies in a folder of the workspace, as git and Nx see it. */
export interface FolderFiles {
  entries: readonly ContextEntry[];
  /** Symbolic links that are not ignored, relative to the workspace root. */
  links: readonly string[];
  diagnostics: readonly Diagnostic[];
}

/** Cargo's build folder is never part of a context, whether or not an ignore file says so; from the folder of a crate. */
const BUILT = '/target';

/**
 * Lists a project's files: those that neither .gitignore nor .nxignore leaves out, without those of nested projects.
 * Each folder is walked once a batch.
 */
export function readFolderFiles(request: ContextRequest, folder: Omit<ProjectFolder, 'name'>): FolderFiles {
  const key = JSON.stringify([folder.root, ...(folder.nestedRoots ?? [])]);
  return once(request, `folder:${key}`, () => walk(request, folder));
}

function walk(request: ContextRequest, { root, nestedRoots = [] }: Omit<ProjectFolder, 'name'>): FolderFiles {
  const links: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const isCrate = existsSync(path.join(request.workspaceRoot, root, 'Cargo.toml'));
  const files = walkerOf(request).listFiles(root, {
    nestedRoots,
    exclude: isCrate ? [BUILT] : [],
    onLink: (file) => links.push(file),
    onProblem: ({ file, message }) =>
      diagnostics.push(contextProblem('docker/context-unreadable', 'error', message, { file })),
  });
  const buildFolders = files.filter((file) => path.posix.basename(file) === 'Cargo.toml').map(targetBeside);
  return {
    entries: files
      .filter((file) => !buildFolders.some((folder) => file.startsWith(folder)))
      .map((file) => fileEntry(request.workspaceRoot, file)),
    links: links.sort(),
    diagnostics,
  };
}

const targetBeside = (manifest: string): string => `${manifest.slice(0, -'Cargo.toml'.length)}target/`;

/** An entry for a file of the workspace, at its own place or another. */
export function fileEntry(workspaceRoot: string, file: string, at = file): ContextEntry {
  return { path: at, source: { kind: 'file', file }, executable: isExecutable(path.join(workspaceRoot, file)) };
}

/** By the owner's bit, which is the one that git keeps; Windows has none. */
function isExecutable(file: string): boolean {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  return process.platform !== 'win32' && (mode & 0o100) !== 0;
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { createLockReader, poetryContentHash, type PythonLock } from '@hone/core/locks';
import { fileEntry } from './folder-files.js';
import { lockProblems } from './lock-problems.js';
import { placesInContext } from './local-folders.js';
import { contextProblem } from './problems.js';
import { readText } from './read-text.js';
import { once } from './shared.js';
import type { ReadContextPart } from './types.js';

/** Files of a poetry project that poetry reads. */
const FILES = ['poetry.lock', 'pyproject.toml', 'poetry.toml', '.python-version'];

/**
 * poetry: a lock belongs to one project and can't be cut, since `content-hash` covers that project's whole manifest. So
 * lock and manifest are copied as they are, with the path packages that the lock names.
 */
export const readPoetryPart: ReadContextPart = (request) => {
  const reader = once(request, 'python-locks', () => createLockReader(request.workspaceRoot));
  const lock = reader({ root: request.project.root })?.lock;
  if (lock?.kind !== 'poetry') return Promise.resolve(undefined);
  const folder = path.posix.dirname(lock.file);
  const places = lock.packages.flatMap(({ name, source }) => {
    return source.type === 'path'
      ? [{ path: source.location ?? '.', file: lock.file, what: `The package ${name}` }]
      : [];
  });
  const local = placesInContext(request, places);
  return Promise.resolve({
    locks: [lock.file],
    entries: [
      ...local.entries,
      ...FILES.map((name) => path.posix.join(folder, name))
        .filter((file) => existsSync(path.join(request.workspaceRoot, file)))
        .map((file) => fileEntry(request.workspaceRoot, file)),
    ],
    diagnostics: [
      ...lockProblems(lock.problems),
      ...local.diagnostics,
      ...(lock.problems
        ? []
        : freshness(lock, readText(request.workspaceRoot, path.posix.join(folder, 'pyproject.toml')))),
      ...(folder === request.project.root ? [] : [ofAnother(request.project.name, lock.file)]),
    ],
  });
};

function freshness({ file, contentHash }: PythonLock, manifest: string | undefined): Diagnostic[] {
  if (contentHash === undefined || manifest === undefined || poetryContentHash(manifest).includes(contentHash))
    return [];
  return [
    contextProblem('docker/context-lock', 'warning', 'The lock is older than the pyproject.toml beside it.', {
      file,
      hint: 'Run `poetry lock`: `poetry install` refuses it in the image.',
    }),
  ];
}

function ofAnother(project: string, file: string): Diagnostic {
  return contextProblem(
    'docker/context-lock',
    'note',
    `The lock belongs to another project than ${project} and is kept whole, with all of its path packages.`,
    { file, hint: `Give ${project} a lock of its own, or use a uv workspace, whose lock can be cut.` },
  );
}

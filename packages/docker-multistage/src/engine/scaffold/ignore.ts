import { instructionPath } from './quote.js';

/** What no image wants, wherever it lies: caches, outputs, secrets, the history, and what images are described by. */
const NEVER = [
  '**/.git',
  '**/.env',
  '**/.env.*',
  '**/.venv',
  '**/__pycache__',
  '**/*.pyc',
  '**/.*_cache',
  '**/node_modules',
  '**/.nx',
  '**/.DS_Store',
  '**/*.egg-info',
  '**/Dockerfile*',
];

/**
 * A .dockerignore that lets in the folders and files that the Dockerfile copies and nothing else, so that the same build
 * works on the whole workspace and on a context that holds no more than them.
 *
 * @param paths relative to the workspace root; `.` lets in everything but {@link NEVER}
 * @param outputs paths below them that are built, not written: `libs/a/dist`
 */
export function renderIgnoreLines(paths: readonly string[], outputs: readonly string[]): string[] {
  const allowed = [...new Set(paths)].sort().map(instructionPath);
  const only = allowed.includes('.') ? [] : ['*', ...allowed.map((path) => `!${path}`)];
  return [
    ...(only.length === 0 ? [] : ['# Nothing but what the Dockerfile copies or mounts.', ...only, '']),
    '# Never, wherever it lies.',
    ...NEVER,
    ...[...outputs].sort().map(instructionPath),
  ];
}

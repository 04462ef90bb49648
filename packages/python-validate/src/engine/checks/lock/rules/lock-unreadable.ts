import type { LockRule } from '../facts.js';

export const lockUnreadable: LockRule = {
  id: 'python/lock-unreadable',
  summary: 'The lock file, or a part of it, can’t be read.',
  reason: 'Whether the lock matches the manifest can’t be told, and an installation from it stops.',
  level: 'error',
  bad: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\n',
    'uv.lock': 'version = 1\nrequires-python = ">=3.11"\n\n[[package]\nname = "billing"\n',
  },
  good: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\n',
    'uv.lock':
      'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "billing"\nversion = "1.0"\nsource = { virtual = "." }\n',
  },
  *check({ slice }) {
    for (const { file, line, message } of slice.problems ?? [])
      yield { message, file, ...(line !== undefined && { line }) };
  },
};

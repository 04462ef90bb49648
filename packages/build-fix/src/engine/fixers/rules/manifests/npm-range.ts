import { posix } from 'node:path';
import { objectAt } from '@hone/core/npm';
import type { FixContext } from '../../../types.js';
import { parseJsonText } from './json-text.js';
import { inFolder } from './kinds.js';
import { lockedVersion } from './locked.js';

/** The range with which the workspace has a package: a project of its own, another project's range, the lock's version. */
export function npmRange({ files, projects }: FixContext, manifest: string, name: string): string | undefined {
  const ranges = new Set<string>();
  for (const { root } of projects) {
    const file = inFolder(root, 'package.json');
    const text = file === manifest ? undefined : files.read(file);
    if (text === undefined) continue;
    const value = parseJsonText(text);
    if (value['name'] === name) return files.exists('pnpm-lock.yaml') ? 'workspace:*' : '*';
    for (const list of ['dependencies', 'devDependencies', 'peerDependencies']) {
      const range = objectAt(value, list)[name];
      if (typeof range === 'string') ranges.add(range);
    }
  }
  if (ranges.size === 1) return [...ranges][0];
  const locked = lockedVersion(files, posix.dirname(manifest), 'npm', name);
  return locked && `^${locked.version}`;
}

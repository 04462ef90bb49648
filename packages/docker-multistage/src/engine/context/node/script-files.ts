import { statSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '@hone/core/files';
import { objectAt } from '@hone/core/npm';
import type { ContextRequest } from '../types.js';
import type { NodeRoot } from './types.js';

/** What package managers run at the root on an install. */
const LIFECYCLE = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];

/** The files that the root's install scripts name: an install in the image starts them too. */
export function scriptFiles({ workspaceRoot }: ContextRequest, { folder, manifest }: NodeRoot): string[] {
  const scripts = objectAt(manifest.value, 'scripts');
  const words = LIFECYCLE.flatMap((name) => (typeof scripts[name] === 'string' ? scripts[name].split(/[\s"']+/) : []));
  const files = words.filter((word) => /^[\w./@-]+$/.test(word)).map((word) => path.posix.join(folder, word));
  return [...new Set(files)].filter(
    (file) =>
      statSync(path.join(workspaceRoot, file), { throwIfNoEntry: false })?.isFile() && isInside(workspaceRoot, file),
  );
}

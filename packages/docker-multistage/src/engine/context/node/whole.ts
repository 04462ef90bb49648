import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { NodeCut, NodeRoot } from './types.js';

/** What rules an install comes as it is, with every workspace that it names, where it can't be cut. */
export function keepWhole(
  { folder, manifest, manifestText, lockFile, lockText, pnpmWorkspace, members }: NodeRoot,
  ...diagnostics: Diagnostic[]
): NodeCut {
  const texts = new Map([
    [manifest.file, manifestText],
    [lockFile, lockText],
  ]);
  if (pnpmWorkspace !== undefined) texts.set(path.posix.join(folder, 'pnpm-workspace.yaml'), pnpmWorkspace);
  return { texts, members: [...members.keys()], places: [], diagnostics };
}

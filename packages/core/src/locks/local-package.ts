import type { LockedPackage } from './types.js';

/** Whether a package lies in the workspace: a member, or a path dependency. */
export function isLocalPackage({ source }: Pick<LockedPackage, 'source'>): boolean {
  return source.type === 'workspace' || source.type === 'path';
}

import { createWalker, type Walker } from '@hone/core/files';
import type { ContextRequest, Shared } from './types.js';

/** A store for one batch. */
export function createShared(): Shared {
  const known = new Map<string, unknown>();
  return {
    once: <T>(key: string, make: () => T): T => {
      if (!known.has(key)) known.set(key, make());
      return known.get(key) as T;
    },
  };
}

/**
 * Makes something once for all requests of a batch; a request that came alone makes it itself.
 *
 * @param key what it is, with all that it depends on besides the workspace: `uv-lock:services/uv.lock`
 */
export function once<T>(request: ContextRequest, key: string, make: () => T): T {
  return request.shared ? request.shared.once(key, make) : make();
}

/** The one walker of a batch: it reads each ignore file once. */
export function walkerOf(request: ContextRequest): Walker {
  return once(request, 'walker', () => createWalker(request.workspaceRoot));
}

/**
 * What reads manifests, locks and sources. Loaded where something changed, and asked for once: Node takes a while over
 * each `import()`, also of a module that it has, and there are thousands of files.
 */
export const readers = {
  cargo: once(() => import('@hone/core/cargo')),
  locks: once(() => import('@hone/core/locks')),
  manifests: once(() => import('@hone/core/manifests')),
  python: once(() => import('@hone/core/python')),
};

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

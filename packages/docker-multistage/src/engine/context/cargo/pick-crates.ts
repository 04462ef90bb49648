import type { CargoCrate } from '@hone/core/cargo';
import type { ContextRequest } from '../types.js';

/**
 * The crates that an image is made of: the project's own, and those of its closure that no crate leads to (a program that
 * it starts, say). A project without a crate is made of all crates of its closure.
 */
export function pickCrates(crates: readonly CargoCrate[], { project, closure }: ContextRequest): CargoCrate[] {
  const usable = crates.filter(({ stray }) => stray === undefined);
  const folders = new Set(closure.map(({ root }) => root));
  const inClosure = usable.filter(({ root }) => folders.has(root) && root !== project.root);
  const own = usable.filter(({ root }) => root === project.root);
  const inside = usable.filter(({ root }) => project.root !== '.' && root.startsWith(`${project.root}/`));
  const first = own.length > 0 ? own : inside.filter(({ root }) => !folders.has(root));
  if (first.length === 0) return inClosure;
  const reached = reachedFrom(first, usable);
  return [...first, ...inClosure.filter(({ root }) => !reached.has(root))];
}

function reachedFrom(first: readonly CargoCrate[], crates: readonly CargoCrate[]): Set<string> {
  const byRoot = new Map(crates.map((crate) => [crate.root, crate]));
  const reached = new Set(first.map(({ root }) => root));
  for (const root of reached) {
    for (const { path } of byRoot.get(root)?.dependencies ?? []) if (path !== undefined) reached.add(path);
  }
  return reached;
}

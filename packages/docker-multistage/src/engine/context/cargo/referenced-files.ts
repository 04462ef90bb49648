import { statSync } from 'node:fs';
import path from 'node:path';
import { type CargoCrate, readCrateReferences } from '@hone/core/cargo';
import { isInside } from '@hone/core/files';
import { fileEntry } from '../folder-files.js';
import { once, walkerOf } from '../shared.js';
import type { ContextEntry, ContextRequest } from '../types.js';

/**
 * The files outside of crates that their sources name: `include_str!`, `#[path]`, protos of build scripts. The graph plugin
 * makes the same files inputs of the target.
 */
export function referencedFiles(request: ContextRequest, crates: readonly CargoCrate[]): ContextEntry[] {
  const { workspaceRoot } = request;
  const files = new Set(crates.flatMap((crate) => filesNamedBy(request, crate)));
  return [...files]
    .sort()
    .filter((file) => statSync(path.join(workspaceRoot, file), { throwIfNoEntry: false })?.isFile())
    .filter((file) => isInside(workspaceRoot, file))
    .map((file) => fileEntry(workspaceRoot, file));
}

function filesNamedBy(request: ContextRequest, crate: CargoCrate): string[] {
  return once(request, `cargo-references:${crate.root}`, () => {
    const sources = walkerOf(request).listFiles(crate.root, { extensions: ['.rs'], exclude: ['/target'] });
    const { outside } = readCrateReferences(request.workspaceRoot, crate, sources);
    return outside.flatMap((pattern) => expand(request, pattern));
  });
}

/** A pattern ends in `*`, or in an extension behind one. */
function expand(request: ContextRequest, pattern: string): string[] {
  const star = pattern.indexOf('*');
  if (star < 0) return [pattern];
  const folder = path.posix.dirname(`${pattern.slice(0, star)}x`);
  const extension = /\*(\.\w+)$/.exec(pattern)?.[1] ?? '';
  return walkerOf(request)
    .listFiles(folder)
    .filter((file) => file.endsWith(extension));
}

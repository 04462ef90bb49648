import { posix } from 'node:path';
import { folderOf } from '../../manifests/paths.js';
import { isClose, isMark, isOpen } from './paths.js';
import type { RustToken } from './tokens.js';

/** Follows the inline modules of a source, which `#[path]` is relative to. */
export interface ModuleTracker {
  /** Is told of each token in turn. */
  step(tokens: readonly RustToken[], at: number): void;
  /** The folders that a `#[path]` here may be relative to; several where the file's own name does not tell. */
  bases(): string[];
}

/** Names of files whose modules lie beside them. */
const OWNERS = new Set(['mod.rs', 'lib.rs', 'main.rs', 'build.rs']);

/**
 * Outside of inline modules a path is relative to the file's folder. Inside, the modules' names are folders below it;
 * in a file `a.rs` that is a module, below the folder `a`. Whether it is one (and no crate root) can't be told from the
 * file, so both places are given (the Rust reference, "The path attribute").
 */
export function createModuleTracker(file: string): ModuleTracker {
  const folder = folderOf(file);
  const name = posix.basename(file);
  const starts = OWNERS.has(name) ? [folder] : [folder, posix.join(folder, posix.basename(name, '.rs'))];
  const open: { name: string; path?: string; depth: number }[] = [];
  let depth = 0;
  let path: string | undefined;

  const nested = (start: string): string =>
    open.reduce((at, module, i) => {
      if (module.path === undefined) return posix.join(at, module.name);
      return posix.join(i === 0 ? folder : at, module.path);
    }, start);

  return {
    bases: () => (open.length === 0 ? [folder] : [...new Set(starts.map(nested))]),
    step(tokens, at) {
      const token = tokens[at];
      if (token?.value === 'path' && isMark(tokens[at + 1], '=') && isMark(tokens[at - 1], '[')) {
        path = tokens[at + 2]?.value;
      } else if (token?.kind === 'word' && token.value === 'mod' && isMark(tokens[at + 2], '{')) {
        open.push({ name: tokens[at + 1]?.value ?? '', ...(path !== undefined && { path }), depth });
        path = undefined;
      } else if (isMark(token, ';')) {
        path = undefined;
      }
      if (isOpen(token)) depth++;
      if (isClose(token)) {
        depth--;
        if (open.at(-1)?.depth === depth && isMark(token, '}')) open.pop();
      }
    },
  };
}

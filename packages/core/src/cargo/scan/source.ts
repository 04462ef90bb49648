import { posix } from 'node:path';
import { folderOf, isAbsolutePath, resolveFrom } from '../../manifests/paths.js';
import { createModuleTracker } from './modules.js';
import { CRATE_ROOT, evaluate, isMark, isOpen } from './paths.js';
import { createLineCounter, type RustToken, rustTokens } from './tokens.js';
import type { RustReference } from './types.js';

/** Macros that read a file, with what their paths are relative to. */
const MACROS: Readonly<Record<string, 'file' | 'crate'>> = {
  include_str: 'file',
  include_bytes: 'file',
  include: 'file',
  // Of the crates include_dir, sqlx, diesel_migrations and refinery.
  include_dir: 'crate',
  migrate: 'crate',
  query_file: 'crate',
  query_file_as: 'crate',
  query_file_scalar: 'crate',
  embed_migrations: 'crate',
};

/** `#[folder = "…"]` of rust-embed, relative to the crate's folder. */
const ATTRIBUTES = new Set(['folder']);

/** A source without any of these names no file; most have none. */
const INTERESTING =
  /\b(?:include(?:_str|_bytes|_dir)?|migrate|query_file\w*|embed_migrations)\s*!|\b(?:path|folder)\s*=/;

/**
 * The files that a Rust source names in macros and attributes.
 *
 * @param text the source
 * @param file its path relative to the workspace root
 * @param crateRoot the folder that `CARGO_MANIFEST_DIR` stands for, relative to the workspace root
 */
export function scanRustReferences(text: string, file: string, crateRoot: string): RustReference[] {
  return INTERESTING.test(text) ? scanTokens(rustTokens(text), text, file, crateRoot) : [];
}

/** {@link scanRustReferences} for a source that is split already. */
export function scanTokens(
  tokens: readonly RustToken[],
  text: string,
  file: string,
  crateRoot: string,
): RustReference[] {
  const lineAt = createLineCounter(text);
  const modules = createModuleTracker(file);
  const found: RustReference[] = [];
  const add = (kind: RustReference['kind'], paths: readonly string[], offset: number): void => {
    const line = lineAt(offset);
    for (const path of paths) found.push({ kind, path, file, line });
  };
  tokens.forEach((token, i) => {
    modules.step(tokens, i);
    if (token.kind !== 'word') return;
    const base = Object.hasOwn(MACROS, token.value) ? MACROS[token.value] : undefined;
    if (base && isMark(tokens[i + 1], '!') && isOpen(tokens[i + 2])) {
      const folder = base === 'file' ? folderOf(file) : crateRoot;
      add('include', resolved(macroPath(tokens, i), folder, crateRoot), token.offset);
    } else if (isMark(tokens[i + 1], '=') && tokens[i + 2]?.kind === 'text' && isAttribute(tokens, i)) {
      const value = tokens[i + 2]?.value ?? '';
      if (token.value === 'path')
        add(
          'path',
          modules.bases().map((base) => posix.join(base, slashes(value))),
          token.offset,
        );
      else if (ATTRIBUTES.has(token.value)) add('include', resolved(value, crateRoot, crateRoot), token.offset);
    }
  });
  return found;
}

/** The first argument that is a path: `query_file_as!` has a type in front of it. */
function macroPath(tokens: readonly RustToken[], at: number): string | undefined {
  const first = evaluate(tokens, at + 3)?.value;
  if (first !== undefined || tokens[at]?.value !== 'query_file_as') return first;
  const comma = tokens.findIndex((token, i) => i > at && isMark(token, ','));
  return comma < 0 ? undefined : evaluate(tokens, comma + 1)?.value;
}

/** Whether a word is an attribute's name (`#[word`), or one that `cfg_attr(…, word` sets. */
function isAttribute(tokens: readonly RustToken[], at: number): boolean {
  if (isMark(tokens[at - 1], '[')) return isMark(tokens[at - 2], '#') || isMark(tokens[at - 2], '!');
  if (!isMark(tokens[at - 1], ',')) return false;
  let depth = 0;
  for (let i = at - 2; i >= 0 && at - i < 200; i--) {
    if (isMark(tokens[i], ')')) depth++;
    else if (isMark(tokens[i], '(') && depth-- === 0) return tokens[i - 1]?.value === 'cfg_attr';
  }
  return false;
}

/** A value as a path relative to the workspace root; none for one that is unknown or absolute. */
export function resolved(value: string | undefined, folder: string, crateRoot: string): string[] {
  if (value === undefined) return [];
  const plain = value.replace(/^\$\{?CARGO_MANIFEST_DIR\}?/, CRATE_ROOT);
  if (plain.startsWith(CRATE_ROOT)) return [resolveFrom(crateRoot, plain.slice(1).replace(/^[/\\]+/, '') || '.')];
  return plain === '' || plain.includes(CRATE_ROOT) || isAbsolutePath(plain) ? [] : [resolveFrom(folder, plain)];
}

const slashes = (path: string): string => path.replace(/\\/g, '/');

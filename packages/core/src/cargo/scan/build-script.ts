import { posix } from 'node:path';
import { isClose, isMark, isOpen } from './paths.js';
import { resolved, scanTokens } from './source.js';
import { createLineCounter, type RustToken, rustTokens } from './tokens.js';
import type { RustReference } from './types.js';

/**
 * What a build script reads, by its strings: `.proto` files and the folders that they are looked for in, what it tells
 * cargo to watch, and paths that leave the crate. Paths are relative to the crate's folder, where cargo runs it.
 *
 * @param text the script, or a module of it
 * @param file its path relative to the workspace root
 * @param crateRoot relative to the workspace root
 */
export function scanBuildScript(text: string, file: string, crateRoot: string): RustReference[] {
  const tokens = rustTokens(text);
  const strings = stringsOf(tokens);
  const folders = strings.filter(({ call, value }) => CALLS.test(call) && isFolderLike(value));
  const lineAt = createLineCounter(text);
  const found: RustReference[] = [];
  for (const { value, next, offset } of strings) {
    const line = lineAt(offset);
    const add = (kind: RustReference['kind'], path: string, guess: boolean): void => {
      for (const at of resolved(path, crateRoot, crateRoot)) {
        found.push({ kind, path: at, file, line, ...(guess && { guess }) });
      }
    };
    const watched = WATCH.exec(value)?.[1];
    if (watched !== undefined) {
      const path = watched === '{}' ? next : watched;
      if (path !== undefined && !/[{}]/.test(path)) add('rerun-if-changed', path, false);
    } else if (value.endsWith('.proto')) {
      if (/[{}]/.test(value)) continue;
      add('proto', value, true);
      // protoc also takes names that are relative to one of its folders, but none that leave it.
      if (!value.startsWith('.')) for (const folder of folders) add('proto', posix.join(folder.value, value), true);
    } else if (folders.some((folder) => folder.offset === offset)) {
      add('proto', value, true);
    } else if (/^\.\.[/\\]/.test(value) && !/[\s{}]/.test(value)) {
      add('build', value, true);
    }
  }
  return [...found, ...scanTokens(tokens, text, file, crateRoot)];
}

const WATCH = /^cargo::?rerun-if-changed=(.*)$/s;

/** Calls of tonic-build, prost-build, protobuf-codegen, protox and the like that take files and folders. */
const CALLS = /^(?:compile\w*|configure|includes?|include_dirs?|inputs?|protos?|proto_path|run|file_descriptor_set)$/;

function isFolderLike(value: string): boolean {
  return (
    value !== '' && !value.endsWith('.proto') && !/[\s:={}*"';,]/.test(value) && !/^[.]?[A-Za-z_]\w*\.\w/.test(value)
  );
}

interface BuildString {
  /** With what `.join("…")` puts in front of it; the crate's folder is gone. */
  value: string;
  offset: number;
  /** The innermost named call that it is an argument of. */
  call: string;
  /** The string that is the next argument of the same call. */
  next: string | undefined;
}

function stringsOf(tokens: readonly RustToken[]): BuildString[] {
  const calls: string[] = [];
  const found: (BuildString & { at: number })[] = [];
  tokens.forEach((token, at) => {
    if (isOpen(token)) calls.push(callName(tokens, at));
    else if (isClose(token)) calls.pop();
    if (token.kind !== 'text') return;
    const before = found.at(-1);
    const joined = before && isJoined(tokens, before.at, at);
    const manifest = token.value === 'CARGO_MANIFEST_DIR';
    const value = joined ? posix.join(before.value, token.value.replace(/\\/g, '/')) : manifest ? '.' : token.value;
    // `join` is no call that says what a string is for: what stands in front of the chain does.
    const call = joined ? before.call : (calls.findLast((name) => name !== '' && !PLAIN.has(name)) ?? '');
    const follows = isMark(tokens[at + 1], ',') && tokens[at + 2]?.kind === 'text';
    found.push({ value, offset: token.offset, call, next: follows ? tokens[at + 2]?.value : undefined, at });
  });
  // A string that only begins a longer path is none itself.
  return found.filter((entry, i) => {
    const after = found[i + 1];
    return !(after && isJoined(tokens, entry.at, after.at)) && tokens[entry.at]?.value !== 'CARGO_MANIFEST_DIR';
  });
}

/** Calls that only change a path's type. */
const PLAIN = new Set(['new', 'from', 'join', 'push', 'vec', 'var', 'env', 'var_os', 'to_string', 'into', 'concat']);

function callName(tokens: readonly RustToken[], open: number): string {
  if (!isMark(tokens[open], '(') && !isMark(tokens[open - 1], '!')) return '';
  const name = tokens[isMark(tokens[open - 1], '!') ? open - 2 : open - 1];
  return name?.kind === 'word' ? name.value : '';
}

/** Words and marks between two strings that `.join(` makes one path. */
const BETWEEN = new Set([')', '.', '(', '&', '?', 'join', 'unwrap', 'to_path_buf', 'to_owned', 'expect']);

function isJoined(tokens: readonly RustToken[], from: number, to: number): boolean {
  let joins = false;
  for (let i = from + 1; i < to; i++) {
    const value = tokens[i]?.value ?? '';
    if (!BETWEEN.has(value)) return false;
    joins ||= value === 'join';
  }
  return joins;
}

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type CargoLockSlice, type CargoProjects, type RustToken, rustTokens } from '@hone/core/cargo';
import type { ProjectRequest } from '../types.js';
import { publishedFolders } from './code-names.js';
import { closingToken } from './identifiers.js';
import { readText } from './read-text.js';
import type { RustDependency } from './types.js';

/** What a macro writes for its users. */
export interface MacroSource {
  /** Relative to the workspace root; absent for a published crate. */
  file?: string;
  text: string;
}

/**
 * The code that macros of dependencies write. Of crates of this workspace: bodies of `macro_rules!`, and of `quote!` and its
 * like. Of published ones whose sources cargo has unpacked on this machine: exported `macro_rules!`. The table `macroNeeds`
 * knows some more.
 */
export function createMacroReader(
  { workspaceRoot, walker }: ProjectRequest,
  { crates }: CargoProjects,
  lock: CargoLockSlice | undefined,
): (dependency: RustDependency) => readonly MacroSource[] {
  const roots = new Set(crates.map(({ root }) => root));
  const known = new Map<string, MacroSource[]>();
  const read = (root: string): MacroSource[] =>
    walker
      .listFiles(root, { extensions: ['.rs'] })
      .map((file) => ({ file, text: macroBodies(readText(path.join(workspaceRoot, file)) ?? '') }))
      .filter(({ text }) => text !== '');
  return (dependency) => {
    const { path: root } = dependency;
    if (root === undefined) return publishedFolders(dependency, lock).flatMap(publishedMacros);
    if (!roots.has(root) || root.startsWith('../')) return [];
    const found = known.get(root) ?? read(root);
    known.set(root, found);
    return found;
  };
}

/** A published version never changes. */
const published = new Map<string, MacroSource[]>();

function publishedMacros(folder: string): MacroSource[] {
  const known = published.get(folder);
  if (known) return known;
  const files = rustFiles(path.join(folder, 'src'));
  const found = files.map((file) => ({ text: exportedMacros(readText(file) ?? '') })).filter(({ text }) => text !== '');
  published.set(folder, found);
  return found;
}

function rustFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.rs'))
      .sort()
      .map((file) => path.join(folder, file));
  } catch {
    return [];
  }
}

/** So many tokens before a macro its attributes may have. */
const ATTRIBUTES = 40;

/** The code of macros that others can call, without comments and strings. */
export function exportedMacros(text: string): string {
  if (!text.includes('macro_export')) return '';
  const tokens = rustTokens(text);
  return tokens
    .flatMap(({ kind, value }, at) => {
      if (kind !== 'word' || value !== 'macro_rules' || tokens[at + 1]?.value !== '!') return [];
      const before = tokens.slice(Math.max(0, at - ATTRIBUTES), at).map((token) => token.value);
      const exported = before.lastIndexOf('macro_export');
      if (exported < 0 || before.slice(exported).includes('}')) return [];
      return [codeOf(tokens.slice(at + 4, closingToken(tokens, at + 3)))];
    })
    .join('\n');
}

function codeOf(tokens: readonly RustToken[]): string {
  const code = tokens.filter(({ kind }) => kind !== 'text');
  return code
    .map(({ kind, value }, at) => (kind === 'word' && code[at - 1]?.kind === 'word' ? ` ${value}` : value))
    .join('');
}

const WRITERS = /^(?:macro_rules|quote|quote_spanned|parse_quote|parse_quote_spanned)$/;

/** The code inside of macros that write code. */
export function macroBodies(text: string): string {
  if (!/\b(?:macro_rules|quote\w*|parse_quote\w*)\s*!/.test(text)) return '';
  const tokens = rustTokens(text);
  return tokens
    .flatMap(({ kind, value }, at) => {
      if (kind !== 'word' || !WRITERS.test(value) || tokens[at + 1]?.value !== '!') return [];
      const open = value === 'macro_rules' ? at + 3 : at + 2;
      const end = tokens[closingToken(tokens, open)];
      return [text.slice(startOf(tokens[open]), end === undefined ? undefined : end.offset)];
    })
    .join('\n');
}

function startOf(token: RustToken | undefined): number {
  return token?.offset ?? 0;
}

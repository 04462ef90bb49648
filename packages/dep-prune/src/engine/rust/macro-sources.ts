import path from 'node:path';
import { type CargoProjects, type RustToken, rustTokens } from '@hone/core/cargo';
import type { ProjectRequest } from '../types.js';
import { closingToken } from './identifiers.js';
import { type RustDependency, readText } from './read-facts.js';

/** What a macro writes for its users. */
export interface MacroSource {
  file: string;
  text: string;
}

/**
 * The code that macros of crates of this workspace write: bodies of `macro_rules!`, and of `quote!` and its like. What
 * published macros need is in the table `macroNeeds`.
 */
export function createMacroReader(
  { workspaceRoot, walker }: ProjectRequest,
  { crates }: CargoProjects,
): (dependency: RustDependency) => readonly MacroSource[] {
  const roots = new Set(crates.map(({ root }) => root));
  const known = new Map<string, MacroSource[]>();
  const read = (root: string): MacroSource[] =>
    walker
      .listFiles(root, { extensions: ['.rs'] })
      .map((file) => ({ file, text: macroBodies(readText(path.join(workspaceRoot, file)) ?? '') }))
      .filter(({ text }) => text !== '');
  return ({ path: root }) => {
    if (root === undefined || !roots.has(root) || root.startsWith('../')) return [];
    const found = known.get(root) ?? read(root);
    known.set(root, found);
    return found;
  };
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

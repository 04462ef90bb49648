import type { Fixer } from '../types.js';

/** A fixer that is loaded when a route first leads to it. */
export interface LazyFixer {
  id: string;
  load(): Promise<Fixer>;
}

/** All fixers, in the order of preference between candidates that are otherwise equal. */
export const fixers: readonly LazyFixer[] = [
  { id: 'suggestions', load: async () => (await import('./suggestions/index.js')).suggestionsFixer },
  { id: 'rustc', load: async () => (await import('./rustc/index.js')).rustcFixer },
  { id: 'ruff', load: async () => (await import('./ruff/index.js')).ruffFixer },
  { id: 'eslint', load: async () => (await import('./eslint/index.js')).eslintFixer },
  { id: 'typescript', load: async () => (await import('./typescript/index.js')).typescriptFixer },
  { id: 'rules', load: async () => (await import('./rules/index.js')).rulesFixer },
];

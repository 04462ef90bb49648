import type { Diagnostic } from '@hone/core/diagnostics';

const COMPILERS: ReadonlySet<string> = new Set(['rustc', 'clippy']);

/** What `-D warnings` does to findings of the compiler and of clippy, done to the report: no crate is compiled anew. */
export function denyWarnings(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map((diagnostic) =>
    diagnostic.level === 'warning' && COMPILERS.has(diagnostic.tool) ? { ...diagnostic, level: 'error' } : diagnostic,
  );
}

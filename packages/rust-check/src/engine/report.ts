import { type Diagnostic, sortDiagnostics, type ToolDescriptor } from '@hone/core/diagnostics';
import type { TaskOutcome } from '@hone/core/nx';
import type { CheckedCrate } from './crate.js';
import { withoutRepeatedErrors } from './fmt/index.js';
import { denyWarnings, describeCompilers } from './messages/index.js';
import { ownTool, ruleAreas, toRuleDescriptor } from './rules/index.js';
import { defaultSteps } from './cargo/flags.js';
import type { ToolchainFacts } from './toolchain/read-compiler.js';

/** What the steps found in one crate. */
export interface CrateFindings {
  /** Of the compiler, of clippy and of our own. */
  compiler: readonly Diagnostic[];
  format: readonly Diagnostic[];
  advisories: readonly Diagnostic[];
}

/** Puts what the steps found together: one report. */
export function assembleOutcome(
  task: CheckedCrate['task'],
  found: Partial<CrateFindings>,
  toolchain: Partial<ToolchainFacts> = {},
): TaskOutcome {
  const { compiler = [], format = [], advisories = [] } = found;
  const all = [...compiler, ...withoutRepeatedErrors(format, compiler), ...advisories];
  const diagnostics = sortDiagnostics(task.options.denyWarnings === true ? denyWarnings(all) : all);
  return { report: { tools: describeTools(task, diagnostics, toolchain), diagnostics } };
}

const ownRules = ruleAreas.flatMap(({ rules }) => rules.map(toRuleDescriptor));

/** The tools of the steps, whether they found something or not; then ours. */
function describeTools(
  { options: { steps = defaultSteps } }: CheckedCrate['task'],
  diagnostics: readonly Diagnostic[],
  { rustc, rustfmt }: Partial<ToolchainFacts>,
): ToolDescriptor[] {
  const compiles = steps.includes('check') || steps.includes('clippy');
  const compilers = describeCompilers(diagnostics, {
    ...(compiles && rustc !== undefined && { rustc }),
    ...(steps.includes('clippy') && rustc !== undefined && { clippy: clippyVersion(rustc) }),
    ...(steps.includes('fmt') && rustfmt !== undefined && { rustfmt }),
  });
  const known = new Set([...compilers.map(({ name }) => name), ownTool]);
  const others = [...new Set(diagnostics.map(({ tool }) => tool))].filter((name) => !known.has(name)).sort();
  return [...compilers, { name: ownTool, rules: ownRules }, ...others.map((name) => ({ name }))];
}

/** Clippy 0.1.95 is that of Rust 1.95. */
function clippyVersion(rustc: string): string {
  return rustc.replace(/^1\.(\d+)\.\d+/, '0.1.$1');
}

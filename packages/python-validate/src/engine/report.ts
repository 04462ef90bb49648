import { type Diagnostic, sortDiagnostics, type ToolDescriptor } from '@hone/core/diagnostics';
import type { TaskOutcome } from '@hone/core/nx';
import type { CheckResult } from './check.js';
import type { CheckName } from './checks.js';
import { checkNames } from './checks.js';

/** Puts what the checks found in one project together: one report, in the order of {@link checkNames}. */
export function assembleOutcome(results: ReadonlyMap<CheckName, CheckResult>): TaskOutcome {
  const inOrder = checkNames.flatMap((name) => results.get(name) ?? []);
  return {
    report: {
      tools: mergeTools(inOrder.flatMap((result) => result.tools)),
      diagnostics: withoutRepeats(sortDiagnostics(inOrder.flatMap((result) => result.diagnostics))),
    },
    notes: [...new Set(inOrder.flatMap((result) => result.notes ?? []))],
  };
}

/** A tool that served several checks stands once in the report, with the rules of all of them. */
function mergeTools(tools: readonly ToolDescriptor[]): ToolDescriptor[] {
  const merged = new Map<string, ToolDescriptor>();
  for (const tool of tools) {
    const known = merged.get(tool.name);
    if (!known) merged.set(tool.name, tool);
    else merged.set(tool.name, { ...tool, ...known, rules: mergeRules(known.rules, tool.rules) });
  }
  return [...merged.values()];
}

function mergeRules(first: ToolDescriptor['rules'] = [], second: ToolDescriptor['rules'] = []) {
  return [...new Map([...second, ...first].map((rule) => [rule.id, rule])).values()];
}

/** The checks `syntax` and `lint` may both meet one and the same error. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ tool, ruleId, message, location }) => {
    const key = JSON.stringify([tool, ruleId, message, location]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

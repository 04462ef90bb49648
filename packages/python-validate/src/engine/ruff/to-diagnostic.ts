import type { Diagnostic, RuleDescriptor, ToolDescriptor } from '@hone/core/diagnostics';
import type { RuffFinding } from './finding.js';
import { invalidSyntax, ruffRules } from './rule-table.js';

/** Ruff fails on every finding it has, so each is an error here too: `ruff check` and the task agree. */
export function toDiagnostic(finding: RuffFinding, file: string): Diagnostic {
  const { code, message, region, fix } = finding;
  const diagnostic: Diagnostic = { tool: 'ruff', ruleId: code, level: 'error', message, location: { file, region } };
  if (!fix) return diagnostic;
  const edits = fix.edits.map((edit) => ({ file, ...edit }));
  if (fix.title !== '') diagnostic.hint = `${fix.title}.`;
  return {
    ...diagnostic,
    fixes: [{ description: fix.title || `Fix ${code}`, applicability: fix.applicability, edits }],
  };
}

/** Ruff as a tool of a report, with the rules that have findings. */
export function describeRuff(version: string, diagnostics: readonly Diagnostic[]): ToolDescriptor {
  const codes = new Set(diagnostics.filter(({ tool }) => tool === 'ruff').map(({ ruleId }) => ruleId));
  return {
    name: 'ruff',
    version,
    informationUri: 'https://docs.astral.sh/ruff/',
    rules: [...codes].sort().map(describeRule),
  };
}

function describeRule(code: string): RuleDescriptor {
  if (code === invalidSyntax) return { id: code, summary: 'The file does not parse.', defaultLevel: 'error' };
  const name = ruffRules().get(code)?.name;
  if (name === undefined) return { id: code, summary: code, defaultLevel: 'error' };
  const words = name.replaceAll('-', ' ');
  return {
    id: code,
    summary: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
    helpUri: `https://docs.astral.sh/ruff/rules/${name}`,
    defaultLevel: 'error',
  };
}

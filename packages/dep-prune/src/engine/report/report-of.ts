import { type Report, sortDiagnostics } from '@hone/core/diagnostics';
import { auditRules } from '../audit/rules.js';
import { ruleOf, verdictKinds } from '../judge/verdict-kinds.js';
import type { JudgedProject, VerdictKind } from '../types.js';
import { diagnosticsOf, tool } from './diagnostics.js';
import { findingRules } from './finding-rules.js';

const rules = (Object.keys(verdictKinds) as VerdictKind[]).map(ruleOf).concat(findingRules, auditRules);

/** The report of a judged project: findings with the edits that would carry each out. */
export function reportOf({ request, parts, diagnostics, manifests }: JudgedProject): Report {
  const { ignore = [], split = false } = request.options;
  const ignored = new Set<string>(ignore);
  const findings = parts.flatMap(({ ecosystem, verdicts }) =>
    diagnosticsOf(
      verdicts.filter(({ kind }) => !ignored.has(kind)),
      (verdict) => ecosystem.planEdits([verdict], manifests, { split }),
    ),
  );
  return { tools: [{ name: tool, rules }], diagnostics: sortDiagnostics([...diagnostics, ...findings]) };
}

import type { Diagnostic } from '@hone/core/diagnostics';
import type { Check, ProjectContext } from '../../check.js';
import { toRuleDescriptor } from '../../rule.js';
import { checkEachProject, TOOL } from '../each-project.js';
import { readLockFacts, type LockFacts, type LockFinding, type LockRule } from './facts.js';
import { lockRules } from './rules/index.js';

/** Compares each project's manifest with its slice of the lock file, without the network. No lock, no finding. */
export const checkLock: Check = (projects, signal) =>
  checkEachProject('lock', projects, signal, (project) => ({
    diagnostics: checkProject(project),
    tools: [{ name: TOOL, rules: lockRules.map(toRuleDescriptor) }],
  }));

function checkProject(project: ProjectContext): Diagnostic[] {
  const facts = readLockFacts(project);
  if (!facts) return [];
  return lockRules.flatMap((rule) => [...rule.check(facts)].map((finding) => toDiagnostic(rule, finding, facts)));
}

function toDiagnostic(rule: LockRule, { message, file, line }: LockFinding, facts: LockFacts): Diagnostic {
  const start = line === undefined ? undefined : { line, column: 1 };
  return {
    tool: TOOL,
    ruleId: rule.id,
    level: rule.level,
    message,
    hint: `Run \`${facts.command}\`.`,
    location: { file, ...(start && { region: { start, end: start } }) },
    related: [{ message: 'The lock file', location: { file: facts.slice.file } }],
  };
}

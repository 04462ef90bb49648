import type { Candidate, FixContext, LogEntry } from '../../types.js';
import { findValues } from './find/index.js';
import { holds } from './match/conditions.js';
import { matchEntry } from './match/match-entry.js';
import { surroundingsOf } from './match/surroundings.js';
import { takeStep } from './steps/index.js';
import { fillTemplate, namesIn, type Variables } from './template.js';
import type { Rule, RuleFix, RulePart } from './types.js';
import { createWorkbench, NotApplicable } from './workbench.js';

/** What a rule does about one entry; undefined where it does not fire. */
export function proposeFix(rule: Rule, entry: LogEntry, context: FixContext): Candidate | undefined {
  const entryVariables = matchEntry(rule, entry, surroundingsOf(context));
  if (!entryVariables) return undefined;
  try {
    const [early, late] = splitConditions(rule);
    if (!early.every((condition) => holds(condition, entryVariables, context))) return undefined;
    const variables = findValues(rule, entryVariables, context);
    if (!variables || !late.every((condition) => holds(condition, variables, context))) return undefined;
    for (const fix of rule.fix) {
      const candidate = tryFix(rule, fix, variables, entry, context);
      if (candidate) return candidate;
    }
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
  return undefined;
}

/** A file that is broken, or not there, or has changed, makes a rule silent: others report it. */
const isExpected = (error: unknown): boolean =>
  error instanceof NotApplicable || (error instanceof Error && error.name === 'HoneError');

/** Conditions on what an entry says come before look-ups, which cost more. */
function splitConditions({ find, when }: Rule): [RulePart[], RulePart[]] {
  const found = new Set(find.map(({ name }) => name));
  // A search may give further variables, so whatever is not certain waits.
  const searches = find.some(({ lookup }) => ['search', 'text', 'at-line'].includes(lookup));
  const waits = ({ argument }: RulePart): boolean => searches || namesIn(argument).some((name) => found.has(name));
  return [when.filter((part) => !waits(part)), when.filter(waits)];
}

function tryFix(
  rule: Rule,
  fix: RuleFix,
  variables: Variables,
  entry: LogEntry,
  context: FixContext,
): Candidate | undefined {
  try {
    if (!fix.when.every((condition) => holds(condition, variables, context))) return undefined;
    const bench = createWorkbench(context.files);
    for (const step of fix.steps) {
      if (step.when.every((condition) => holds(condition, variables, context))) {
        takeStep(step, { variables, bench, context });
      }
    }
    const { changes, commands } = bench.result();
    if (fix.applicability !== 'manual' && changes.length + commands.length === 0) return undefined;
    return {
      fixer: `rule:${rule.id}`,
      description: fillTemplate(fix.description, variables),
      applicability: fix.applicability,
      answers: [entry],
      changes,
      ...(commands.length > 0 && { commands }),
    };
  } catch (error) {
    if (isExpected(error)) return undefined;
    throw error;
  }
}

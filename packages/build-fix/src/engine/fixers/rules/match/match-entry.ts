import type { LogEntry } from '../../../types.js';
import { globPattern } from '../glob.js';
import { fillTemplate, type Variables } from '../template.js';
import type { Rule, RuleMatch } from '../types.js';

/** The variables of an entry that one of the rule's matches is for; undefined when none is. */
export function matchEntry(rule: Rule, entry: LogEntry, surroundings: Variables): Record<string, string> | undefined {
  const known = { ...surroundings, ...variablesOf(entry) };
  for (const match of rule.match) {
    const found = matchOne(match, entry, known);
    if (found) return { ...known, ...found };
  }
  return undefined;
}

/** What every entry gives by itself; a part that it lacks has no variable. */
function variablesOf({ diagnostic, captures, task }: LogEntry): Record<string, string> {
  const { tool, ruleId, message, hint, location } = diagnostic;
  const region = location?.region;
  return {
    tool,
    rule: ruleId,
    message,
    ...(hint !== undefined && { hint }),
    ...(task !== undefined && { task }),
    ...(location && { file: location.file }),
    ...(region && { line: String(region.start.line), column: String(region.start.column) }),
    ...captures,
  };
}

function matchOne(match: RuleMatch, entry: LogEntry, known: Variables): Record<string, string> | undefined {
  const { tool, ruleId, message, hint } = entry.diagnostic;
  if (!match.tool.some((name) => fits(name, tool)) || !match.rule.some((name) => fits(name, ruleId))) return undefined;
  if (match.captures.some((name) => !entry.captures?.[name])) return undefined;
  if (match.file.length > 0) {
    const file = entry.diagnostic.location?.file;
    const globs = match.file.map((glob) => globPattern(fillTemplate(glob, known)));
    if (file === undefined || !globs.some((glob) => glob.test(file))) return undefined;
  }
  const fromMessage = searchAny(match.message, message);
  const fromHint = fromMessage && searchAny(match.hint, hint ?? '');
  return fromHint && { ...fromMessage, ...fromHint };
}

/** Whether a name is the one that a rule gives, which may end in `*`. */
export const fits = (wanted: string, name: string): boolean =>
  wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : wanted === name;

const compiled = new Map<string, RegExp>();

/** The named groups of the first pattern that is found; none are wanted when there is no pattern. */
function searchAny(patterns: readonly string[], text: string): Record<string, string> | undefined {
  if (patterns.length === 0) return {};
  for (const source of patterns) {
    let pattern = compiled.get(source);
    if (!pattern) compiled.set(source, (pattern = new RegExp(source, 'm')));
    const match = pattern.exec(text);
    if (match) return namedGroups(match);
  }
  return undefined;
}

/** Named groups that took part. */
export function namedGroups(match: RegExpExecArray): Record<string, string> {
  return Object.fromEntries(
    Object.entries(match.groups ?? {}).filter((group): group is [string, string] => group[1] !== undefined),
  );
}

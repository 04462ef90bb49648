import type { FixContext } from '../../../types.js';
import { fillPattern, fillTemplate, type Variables } from '../template.js';
import type { Rule, RuleFind } from '../types.js';
import { closestName } from './closest.js';
import { dockerLookups } from './docker.js';
import { fileLookups } from './files.js';
import { importLookups } from './imports.js';
import { javascriptLookups } from './javascript.js';
import { type Found, type Lookup, lookupRequest } from './lookup.js';
import { pythonLookups } from './python.js';
import { rustLookups } from './rust.js';
import { workspaceLookups } from './workspace.js';

const LOOKUPS: Readonly<Record<string, Lookup>> = {
  ...fileLookups,
  ...workspaceLookups,
  ...pythonLookups,
  ...rustLookups,
  ...javascriptLookups,
  ...importLookups,
  ...dockerLookups,
};

/** Names of the look-ups, for the check against the schema. */
export const lookupNames: readonly string[] = Object.keys(LOOKUPS);

/** The variables with what the rule's look-ups find; undefined as soon as one has no candidate, or several. */
export function findValues(rule: Rule, known: Variables, context: FixContext): Variables | undefined {
  let variables = known;
  for (const find of rule.find) {
    const found = findOne(find, variables, context);
    if (!found) return undefined;
    variables = { ...variables, [find.name]: found.value, ...found.more };
  }
  return variables;
}

function findOne(find: RuleFind, variables: Variables, context: FixContext): Found | undefined {
  const candidates = distinct(LOOKUPS[find.lookup]!(lookupRequest(find.argument, variables, context)));
  const wanted = find.where === undefined ? undefined : fillPattern(find.where, variables);
  const path = find.ending === undefined ? undefined : `/${fillTemplate(find.ending, variables)}`;
  const left = candidates.filter(({ value }) => (wanted?.test(value) ?? true) && (path?.endsWith(`/${value}`) ?? true));
  return pick(find, left, variables) ?? (find.default === undefined ? undefined : byDefault(find.default, variables));
}

const byDefault = (value: string, variables: Variables): Found => ({ value: fillTemplate(value, variables) });

function pick(find: RuleFind, candidates: readonly Found[], variables: Variables): Found | undefined {
  if (find.closest !== undefined) {
    const wanted = fillTemplate(find.closest, variables);
    const name = closestName(
      wanted,
      candidates.map(({ value }) => value),
    );
    return candidates.find(({ value }) => value === name);
  }
  return find.first || candidates.length === 1 ? candidates[0] : undefined;
}

function distinct(candidates: readonly Found[]): Found[] {
  return [...new Map(candidates.map((each) => [JSON.stringify([each.value, each.more]), each])).values()];
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HoneError } from '@hone/core/diagnostics';
import type { JsonSchema } from '../../../read/yaml/schema.js';
import type { SourceFiles } from '../../../types.js';
import type { Rule, WrittenRule } from '../types.js';
import { withoutContradictions } from './contradictions.js';
import { createRuleSet, type RuleSet } from './rule-set.js';

/** The folder of the workspace with rules of its own. */
export const rulesFolder = '.hone/build-fix/rules';

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

let shipped: readonly Rule[] | undefined;

/** The rules that come with the package, from the file that they are compiled to. */
export function shippedRules(): readonly Rule[] {
  shipped ??= JSON.parse(readFileSync(fileOf('../../../rules/rules.json'), 'utf8')) as Rule[];
  return shipped;
}

let schema: JsonSchema | undefined;

/** The schema of rules. */
export function ruleSchema(): JsonSchema {
  schema ??= JSON.parse(readFileSync(fileOf('../rule.schema.json'), 'utf8')) as JsonSchema;
  return schema;
}

/** Reads the YAML files that the shipped rules are compiled from, with their examples; sorted by name. */
export async function readShippedSources(): Promise<WrittenRule[]> {
  const { parseRule } = await import('./parse-rule.js');
  const folder = fileOf('../../../rules/');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => parseRule(readFileSync(join(folder, name), 'utf8'), name, ruleSchema()));
}

/**
 * The rules of a workspace: those of the package, and its own in `.hone/build-fix/rules/*.yaml`. A rule that is broken,
 * or contradicts another, is left out and is among the `problems`.
 *
 * @param without ids of rules that are not wanted; a `*` at the end stands for any rest
 */
export async function loadRules(
  files?: Pick<SourceFiles, 'list' | 'read'>,
  { without = [] }: { without?: readonly string[] } = {},
): Promise<RuleSet> {
  const own = files ? await readOwnRules(files) : { rules: [], problems: [] };
  const { rules, problems } = withoutContradictions([...shippedRules(), ...own.rules]);
  const wanted = rules.filter(({ id }) => !without.some((name) => isNamed(name, id)));
  return createRuleSet(wanted, [...own.problems, ...problems]);
}

const isNamed = (name: string, id: string): boolean =>
  name.endsWith('*') ? id.startsWith(name.slice(0, -1)) : name === id;

async function readOwnRules(
  files: Pick<SourceFiles, 'list' | 'read'>,
): Promise<{ rules: Rule[]; problems: HoneError[] }> {
  const rules: Rule[] = [];
  const problems: HoneError[] = [];
  const names = files.list(rulesFolder).filter((name) => /\.ya?ml$/.test(name));
  if (names.length === 0) return { rules, problems };
  // YAML and the schema are loaded only where there are rules to read.
  const { parseRule } = await import('./parse-rule.js');
  for (const name of names) {
    try {
      rules.push(parseRule(files.read(name) ?? '', name, ruleSchema()).rule);
    } catch (error) {
      if (!(error instanceof HoneError)) throw error;
      problems.push(error);
    }
  }
  return { rules, problems };
}

import { HoneError } from '@hone/core/diagnostics';
import { compilePattern } from '../../../patterns/index.js';
import { parseYaml, type YamlDocument } from '../../../read/yaml/parse-yaml.js';
import type { JsonSchema } from '../../../read/yaml/schema.js';
import { allowedCommand } from '../steps/command.js';
import { filterNames, filtersIn, namesIn, samplePattern } from '../template.js';
import type { Rule, RuleExample, RuleFind, RuleFix, RuleMatch, RulePart, RuleStep, WrittenRule } from '../types.js';

type Written = Record<string, unknown>;
type Path = readonly (string | number)[];

/** A place of the document at fault. */
type Fail = (path: Path, message: string, hint?: string) => never;

/**
 * Reads the text of a rule.
 *
 * @param file its name, for messages
 * @param schema of rules
 * @throws HoneError naming the file and the line
 */
export function parseRule(text: string, file: string, schema: JsonSchema): WrittenRule {
  const document = parseYaml(text, file, schema);
  const value = document.value as Written;
  const fail: Fail = (path, message, hint) => {
    throw new HoneError(message, { code: 'rule/invalid', file, line: document.lineOf(path), ...(hint && { hint }) });
  };
  const rule: Rule = {
    id: value['id'] as string,
    summary: value['summary'] as string,
    reason: value['reason'] as string,
    match: listed(value['match']).map(toMatch),
    find: Object.entries((value['find'] ?? {}) as Written).map(([name, each]) => toFind(name, each as Written, fail)),
    when: toParts(value['when'], ['when'], fail),
    fix: listed(value['fix']).map((each, index) =>
      toFix(each, Array.isArray(value['fix']) ? ['fix', index] : ['fix'], fail),
    ),
    source: { file, line: document.lineOf(['id']) },
  };
  checkPatterns(value, [], document, file);
  checkNames(rule, value, fail);
  return { rule, examples: value['examples'] as RuleExample[] };
}

const listed = (value: unknown): Written[] => (Array.isArray(value) ? value : [value]) as Written[];
const texts = (value: unknown): string[] => (value === undefined ? [] : [value].flat()) as string[];

const toMatch = (match: Written): RuleMatch => ({
  tool: texts(match['tool']),
  rule: texts(match['rule']),
  message: texts(match['message']),
  hint: texts(match['hint']),
  file: texts(match['file']),
  captures: texts(match['captures']),
});

const CHOICES = new Set(['closest', 'ending', 'where', 'first', 'default']);

function toFind(name: string, find: Written, fail: Fail): RuleFind {
  const lookups = Object.keys(find).filter((key) => !CHOICES.has(key));
  const [lookup] = lookups;
  if (!/^[a-z][A-Za-z0-9_-]*$/.test(name)) fail(['find', name], `\`${name}\` is no name of a variable.`);
  if (lookup === undefined || lookups.length > 1) {
    fail(['find', name], `\`find.${name}\` has ${lookups.length} look-ups, where one is due.`);
  }
  const { closest, ending, where, first, default: otherwise } = find as Partial<RuleFind>;
  return {
    name,
    lookup: lookup!,
    argument: find[lookup!],
    ...(closest !== undefined && { closest }),
    ...(ending !== undefined && { ending }),
    ...(where !== undefined && { where }),
    ...(first && { first }),
    ...(otherwise !== undefined && { default: otherwise }),
  };
}

function toParts(value: unknown, path: Path, fail: Fail): RulePart[] {
  return ((value ?? []) as Written[]).map((part, index) => {
    const [kind, ...others] = Object.keys(part);
    if (kind === undefined || others.length > 0) fail([...path, index], 'A condition says one thing; make it several.');
    return { kind: kind!, argument: part[kind!] };
  });
}

function toFix(fix: Written, path: Path, fail: Fail): RuleFix {
  const steps = ((fix['steps'] ?? []) as Written[]).map((step, index): RuleStep => {
    const { when, ...rest } = step;
    const at = [...path, 'steps', index];
    const [kind, ...others] = Object.keys(rest);
    if (kind === undefined || others.length > 0) fail(at, 'A step does one thing; make it several.');
    if (kind === 'command') checkCommand(rest['command'], [...at, 'command'], fail);
    return { kind: kind!, argument: rest[kind!], when: toParts(when, [...at, 'when'], fail) };
  });
  const applicability = fix['applicability'] as RuleFix['applicability'];
  if ((applicability === 'manual') !== (steps.length === 0)) {
    fail(path, applicability === 'manual' ? 'A manual fix has no steps.' : 'This fix has no steps.');
  }
  return {
    applicability,
    description: fix['description'] as string,
    when: toParts(fix['when'], [...path, 'when'], fail),
    steps,
  };
}

function checkCommand(argument: unknown, path: Path, fail: Fail): void {
  const words = (Array.isArray(argument) ? argument : (argument as Written)['run']) as string[];
  if (allowedCommand(words)) return;
  fail(
    path,
    `\`${words.join(' ')}\` is no command that rules may run.`,
    'The allow-list is in the documentation of rules.',
  );
}

const PATTERN_KEYS = new Set(['pattern', 'where', 'message', 'hint']);

/** Every pattern of the rule is one, and is quick on any text. */
function checkPatterns(value: unknown, path: Path, document: YamlDocument, file: string): void {
  if (typeof value !== 'object' || value === null || path[0] === 'examples') return;
  for (const [key, item] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const isPattern = PATTERN_KEYS.has(key) && (key === 'pattern' || path.includes('match') || path.includes('find'));
    if (isPattern && (typeof item === 'string' || isTexts(item))) {
      for (const [index, text] of texts(item).entries()) {
        const line = document.lineOf(Array.isArray(item) ? [...at, index] : at);
        compilePattern(samplePattern(text), { file, line }, 'm');
      }
    } else {
      checkPatterns(item, at, document, file);
    }
  }
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** What every entry may have, what comes with look-ups, and `default`. */
const GIVEN = ['tool', 'rule', 'message', 'hint', 'task', 'file', 'line', 'column', 'project', 'root', 'prefix'];
const WITH_LOOKUPS: Readonly<Record<string, readonly string[]>> = {
  locked: ['locked-name'],
  'relative-file': ['specifier'],
};

/** Every name that a template uses is given by a match, a look-up or the entry, and every filter exists. */
function checkNames(rule: Rule, value: Written, fail: Fail): void {
  const fromMatches = rule.match.flatMap((match) => [
    ...match.captures,
    ...groupNames([...match.message, ...match.hint]),
  ]);
  const known = new Set([...GIVEN, ...fromMatches]);
  const check = (part: unknown, path: Path): void => {
    const name = namesIn(part).find((each) => !known.has(each));
    if (name !== undefined)
      fail(path, `Nothing gives \`{${name}}\` a value here.`, 'List what the format captures in `match.captures`.');
    const filter = filtersIn(part).find((each) => !filterNames.includes(each));
    if (filter !== undefined) fail(path, `There is no filter \`${filter}\`.`, `Filters are ${filterNames.join(', ')}.`);
  };
  for (const find of rule.find) {
    check(
      [find.argument, find.closest ?? '', find.ending ?? '', find.where ?? '', find.default ?? ''],
      ['find', find.name],
    );
    known.add(find.name);
    for (const name of WITH_LOOKUPS[find.lookup] ?? []) known.add(name);
    if (['search', 'text', 'at-line'].includes(find.lookup)) {
      for (const name of groupNames([(find.argument as { pattern: string }).pattern])) known.add(name);
    }
  }
  check(value['when'], ['when']);
  check(value['fix'], ['fix']);
}

const groupNames = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => [...pattern.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map((match) => match[1]!));

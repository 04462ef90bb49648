import { HoneError } from '@hone/core/diagnostics';
import { describe, expect, it } from 'vitest';
import { ruleSchema } from './load-rules.js';
import { parseRule } from './parse-rule.js';

const file = '.hone/build-fix/rules/ours.yaml';
const rule = (changes: Partial<Record<'match' | 'find' | 'fix', string>> = {}): string =>
  [
    'id: ours/rule',
    'summary: A sentence.',
    'reason: A reason.',
    changes.match ?? 'match: { tool: python, rule: ImportError }',
    ...(changes.find === undefined ? [] : [changes.find]),
    changes.fix ?? 'fix: { applicability: manual, description: Do it }',
    'examples: [{ files: {} }]',
  ].join('\n');

/** The message of the error, with its place in front. */
function problemOf(text: string): string {
  try {
    parseRule(text, file, ruleSchema());
  } catch (error) {
    if (error instanceof HoneError) return `${error.file}:${error.line} ${error.message}`;
    throw error;
  }
  return '';
}

describe('parseRule', () => {
  it('reads a rule, with single values as lists', () => {
    const { rule: read } = parseRule(rule(), file, ruleSchema());
    expect(read).toMatchObject({
      id: 'ours/rule',
      match: [{ tool: ['python'], rule: ['ImportError'], message: [] }],
      fix: [{ applicability: 'manual', description: 'Do it', steps: [] }],
      source: { file, line: 1 },
    });
  });

  it.each([
    ['a key that there is not', rule({ match: 'matches: { tool: python, rule: x }' }), /^\S+ours\.yaml:\d+ .*match/],
    [
      'a broken pattern',
      rule({ match: "match: { tool: python, rule: x, message: '(' }" }),
      /:4 This pattern is no regular expression/,
    ],
    [
      'a catastrophic pattern',
      rule({ match: "match: { tool: python, rule: x, message: '^(a+)+$' }" }),
      /:4 .*exponential time/,
    ],
    [
      'a catastrophic pattern of a step',
      rule({
        fix: "fix: { applicability: safe, description: x, steps: [{ replace: { pattern: '(\\w+\\s?)+x', with: '' } }] }",
      }),
      /:5 .*exponential time/,
    ],
    [
      'a name without a value',
      rule({ fix: 'fix: { applicability: manual, description: "Do {it}" }' }),
      /:5 Nothing gives `\{it\}` a value/,
    ],
    [
      'a filter that there is not',
      rule({ fix: 'fix: { applicability: manual, description: "Do {file|loud}" }' }),
      /:5 There is no filter `loud`/,
    ],
    [
      'a command that is not allowed',
      rule({ fix: 'fix: { applicability: safe, description: x, steps: [{ command: [rm, -rf, .] }] }' }),
      /:5 `rm -rf \.` is no command/,
    ],
    [
      'an argument that is not allowed',
      rule({
        fix: 'fix: { applicability: safe, description: x, steps: [{ command: [uv, lock, --index, http://x] }] }',
      }),
      /:5 .*is no command/,
    ],
    [
      'a step that does two things',
      rule({ fix: 'fix: { applicability: safe, description: x, steps: [{ delete: a, lock: b }] }' }),
      /:5 A step does one thing/,
    ],
    ['a fix without steps', rule({ fix: 'fix: { applicability: safe, description: x }' }), /:5 This fix has no steps/],
    [
      'two look-ups for one name',
      rule({ find: 'find: { x: { value: a, exports: b } }' }),
      /:5 `find\.x` has 2 look-ups/,
    ],
    ['no YAML', 'id: [', /:\d+ This is not YAML/],
  ])('refuses %s', (_name, text, message) => {
    expect(problemOf(text)).toMatch(message);
  });
});

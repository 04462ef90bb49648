import { describe, expect, it } from 'vitest';
import { filesOf } from '../run-example.js';
import { withoutContradictions } from './contradictions.js';
import { loadRules, ruleSchema, shippedRules } from './load-rules.js';
import { parseRule } from './parse-rule.js';

const text = (id: string, description = 'Do it'): string => `id: ${id}
summary: A sentence.
reason: A reason.
match: { tool: ours, rule: X1 }
fix: { applicability: manual, description: ${description} }
examples: [{ files: {} }]
`;
const rule = (id: string, description?: string, file = `${id}.yaml`) =>
  parseRule(text(id, description), file, ruleSchema()).rule;

describe('loadRules', () => {
  it('puts the rules of the workspace beside ours, and goes on without a broken one', async () => {
    const { rules, problems, table } = await loadRules(
      filesOf({
        '.hone/build-fix/rules/a.yaml': text('ours/a'),
        '.hone/build-fix/rules/broken.yaml': 'id: ours/b\nsummary: x\n',
        '.hone/build-fix/rules/notes.md': 'not a rule',
      }),
    );
    expect(rules.map(({ id }) => id)).toEqual([...shippedRules().map(({ id }) => id), 'ours/a']);
    expect(table.find('ours', 'X1').map((index) => rules[index]?.id)).toEqual(['ours/a']);
    expect(problems).toMatchObject([{ file: '.hone/build-fix/rules/broken.yaml', line: expect.any(Number) }]);
  });

  it('leaves out what is not wanted', async () => {
    const { rules } = await loadRules(undefined, { without: ['python/*', 'rust/resolver'] });
    expect(rules.some(({ id }) => id.startsWith('python/') || id === 'rust/resolver')).toBe(false);
    expect(rules.some(({ id }) => id === 'rust/missing-use')).toBe(true);
  });
});

describe('withoutContradictions', () => {
  it('reports one id given twice, and keeps the first', () => {
    const [first, second] = [rule('ours/a', 'x', 'one.yaml'), rule('ours/a', 'x', 'two.yaml')];
    const { rules, problems } = withoutContradictions([first, second]);
    expect(rules).toEqual([first]);
    expect(problems).toMatchObject([
      { file: 'two.yaml', line: 1, message: 'The rule `ours/a` is there already, in one.yaml:1.' },
    ]);
  });

  it('reports two rules that match the same and do different things', () => {
    const { rules, problems } = withoutContradictions([rule('ours/a', 'x'), rule('ours/b', 'y')]);
    expect(rules.map(({ id }) => id)).toEqual(['ours/a']);
    expect(problems).toMatchObject([{ code: 'rule/contradiction', file: 'ours/b.yaml', line: 1 }]);
  });

  it('has nothing against two rules that do the same', () => {
    expect(withoutContradictions([rule('ours/a', 'x'), rule('ours/b', 'x')]).problems).toEqual([]);
  });
});

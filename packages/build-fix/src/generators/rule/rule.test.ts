import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { describe, expect, it } from 'vitest';
import { ruleSchema, runRuleExample } from '../../engine/fixers/rules/index.js';
import { parseRule } from '../../engine/fixers/rules/load/parse-rule.js';
import ruleGenerator from './rule.js';

const file = '.hone/build-fix/rules/python-our-logger.yaml';

describe('generator rule', () => {
  it('writes a rule that fits the schema and whose examples hold', () => {
    const tree = createTreeWithEmptyWorkspace();
    ruleGenerator(tree, { id: 'python/our-logger', tool: 'python', rule: 'ImportError', message: 'no log (old)?' });

    const { rule, examples } = parseRule(tree.read(file, 'utf8') ?? '', file, ruleSchema());
    expect(rule.id).toBe('python/our-logger');
    const results = examples.map((example) => runRuleExample(rule, example, () => []).after);
    expect(results).toEqual(examples.map(({ after = {} }) => after));
  });

  it('leaves a rule that is there', () => {
    const tree = createTreeWithEmptyWorkspace();
    tree.write(file, 'id: python/our-logger\n');
    expect(() => ruleGenerator(tree, { id: 'python/our-logger' })).toThrow('is there already');
  });
});

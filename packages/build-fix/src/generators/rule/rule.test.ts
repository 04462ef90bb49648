import { readFileSync } from 'node:fs';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { describe, expect, it } from 'vitest';
import { loadRules, ruleSchema, runRuleExample } from '../../engine/fixers/rules/index.js';
import { filesOf } from '../../engine/fixers/rules/run-example.js';
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

  it('writes what is loaded beside our rules; a mistake in it is told with its line', async () => {
    const tree = createTreeWithEmptyWorkspace();
    ruleGenerator(tree, { id: 'python/our-logger' });
    const text = tree.read(file, 'utf8') ?? '';
    const { rules, problems } = await loadRules(filesOf({ [file]: text }));
    expect(problems).toEqual([]);
    expect(rules.at(-1)).toMatchObject({ id: 'python/our-logger', source: { file, line: 3 } });

    const wrong = text.replace('applicability: unsafe', 'applicability: perhaps');
    const line = text.split('\n').findIndex((each) => each.includes('applicability')) + 1;
    expect((await loadRules(filesOf({ [file]: wrong }))).problems).toMatchObject([
      { name: 'HoneError', file, line, message: expect.stringContaining('applicability') },
    ]);
  });

  it('names the schema that is published, from where the rule lies', () => {
    const tree = createTreeWithEmptyWorkspace();
    ruleGenerator(tree, { id: 'python/our-logger' });
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(tree.read(file, 'utf8') ?? '') ?? [];
    const url = new URL(schema, `file:///workspace/${file}`);
    const inPackage = url.pathname.replace('/workspace/node_modules/@hone/build-fix/', '');
    const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      exports: Record<string, { default: string }>;
    };
    expect(manifest.exports['./rule.schema.json']?.default).toBe(`./${inPackage}`);
  });

  it('leaves a rule that is there', () => {
    const tree = createTreeWithEmptyWorkspace();
    tree.write(file, 'id: python/our-logger\n');
    expect(() => ruleGenerator(tree, { id: 'python/our-logger' })).toThrow('is there already');
  });
});

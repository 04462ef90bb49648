import { describe, expect, it } from 'vitest';
import type { FixContext, LogEntry } from '../../types.js';
import { createRulesFixer, loadRules } from './index.js';
import { filesOf } from './run-example.js';

const contextOf = (texts: Record<string, string>): FixContext => {
  const project = { name: 'app', root: '.' };
  const signal = new AbortController().signal;
  return { workspaceRoot: '/w', files: filesOf(texts), project, projects: [project], unsafe: true, signal };
};

const missing = (module: string, file: string): LogEntry => ({
  diagnostic: {
    tool: 'python',
    ruleId: 'ModuleNotFoundError',
    level: 'error',
    message: `No module named '${module}'`,
    location: { file, region: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } } },
  },
  format: 'python',
  logLine: 1,
});

describe('the fixer by rules', () => {
  const manifest = '[project]\nname = "app"\ndependencies = []\n';

  it('answers entries that one change serves with one candidate', async () => {
    const context = contextOf({ 'pyproject.toml': manifest, 'a.py': 'import yaml', 'b.py': 'import yaml' });
    const entries = [missing('yaml', 'a.py'), missing('yaml', 'b.py'), missing('httpx', 'a.py')];
    const candidates = await createRulesFixer().propose(entries, context);
    expect(candidates.map(({ fixer, description, answers }) => [fixer, description, answers.length])).toEqual([
      ['rule:python/undeclared-module', 'Declare pyyaml in pyproject.toml', 2],
      ['rule:python/undeclared-module', 'Declare httpx in pyproject.toml', 1],
    ]);
  });

  it('uses the rules of the workspace', async () => {
    const ours = `id: ours/legacy
summary: A module that we renamed.
reason: It is acme_money now.
match: { tool: python, rule: ModuleNotFoundError, message: "No module named 'acme_sums'" }
fix:
  applicability: safe
  description: Import acme_money
  steps:
    - replace: { line: '{line}', pattern: '\\bacme_sums\\b', with: acme_money }
examples: [{ files: {} }]
`;
    const context = contextOf({ '.hone/build-fix/rules/legacy.yaml': ours, 'a.py': 'import acme_sums' });
    const [candidate] = await createRulesFixer().propose([missing('acme_sums', 'a.py')], context);
    expect(candidate).toMatchObject({ fixer: 'rule:ours/legacy', changes: [{ edit: { newText: 'acme_money' } }] });
  });

  it.each(['../outside.txt', '/etc/passwd', 'a/../../x', '.git/config', 'C:\\x'])(
    'never touches %s',
    async (target) => {
      const ours = `id: ours/escape
summary: x
reason: x
match: { tool: python, rule: ModuleNotFoundError }
fix:
  applicability: safe
  description: x
  steps:
    - create: { file: '${target}', text: x }
examples: [{ files: {} }]
`;
      const files = filesOf({ '.hone/build-fix/rules/escape.yaml': ours });
      const rules = await loadRules(files, { without: ['python/*', 'any/*'] });
      expect(rules.problems).toEqual([]);
      expect(await createRulesFixer(rules).propose([missing('x', 'a.py')], contextOf({ 'a.py': '' }))).toEqual([]);
    },
  );

  it('is silent about a manifest that is broken, and a line that is gone', async () => {
    const context = contextOf({ 'pyproject.toml': '[project\n', 'a.py': 'import yaml' });
    expect(await createRulesFixer().propose([missing('yaml', 'a.py'), missing('yaml', 'gone.py')], context)).toEqual(
      [],
    );
  });
});

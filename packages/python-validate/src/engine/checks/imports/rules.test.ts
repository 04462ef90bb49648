import { describe, expect, it } from 'vitest';
import type { Example } from '../../rule.js';
import { withExample } from './fixtures/example-project.js';
import { checkImports, importRules } from './index.js';

async function rulesFoundIn(example: Example): Promise<string[]> {
  return withExample(example, async (project) => {
    const results = await checkImports([project], new AbortController().signal);
    return results.get(project)!.diagnostics.map(({ ruleId }) => ruleId);
  });
}

describe.each(importRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('finds its bad example', async () => {
    expect(new Set(await rulesFoundIn(rule.bad))).toEqual(new Set([id]));
  });

  it('leaves its good example alone', async () => {
    expect(await rulesFoundIn(rule.good)).toEqual([]);
  });
});

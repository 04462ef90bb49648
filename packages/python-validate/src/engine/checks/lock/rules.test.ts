import { describe, expect, it } from 'vitest';
import type { Example } from '../../rule.js';
import { withExample } from '../metadata/fixtures/example-project.js';
import { checkLock, lockRules } from './index.js';

async function rulesFoundIn(example: Example): Promise<string[]> {
  return withExample(example, async (project) => {
    const results = await checkLock([project], new AbortController().signal);
    return results.get(project)!.diagnostics.map(({ ruleId }) => ruleId);
  });
}

describe.each(lockRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('finds its bad example', async () => {
    expect(new Set(await rulesFoundIn(rule.bad))).toEqual(new Set([id]));
  });

  it('leaves its good example alone', async () => {
    expect(await rulesFoundIn(rule.good)).toEqual([]);
  });
});

it('has an id for each rule', () => {
  const ids = lockRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

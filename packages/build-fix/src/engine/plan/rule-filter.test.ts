import { expect, it } from 'vitest';
import { createRuleFilter } from './rule-filter.js';

const all = ['ruff', 'rule:python/a', 'rule:python/b', 'rule:rust/a'];

it.each([
  [undefined, all],
  [['ruff'], ['ruff']],
  [['rules'], all.slice(1)],
  [['python/*'], ['rule:python/a', 'rule:python/b']],
  [['!python/a'], ['ruff', 'rule:python/b', 'rule:rust/a']],
  [
    ['rules', '!rust/*'],
    ['rule:python/a', 'rule:python/b'],
  ],
])('%j', (rules, wanted) => {
  expect(all.filter(createRuleFilter(rules))).toEqual(wanted);
});

import { expect, it } from 'vitest';
import { type RuleSelection, resolveSelections } from './selectors.js';

const plain = { preview: false, explicitPreview: false };
const select = (part: Partial<RuleSelection>): RuleSelection => ({
  extendSelect: [],
  ignore: [],
  extendFixable: [],
  unfixable: [],
  ...part,
});
const enabled = (...selections: RuleSelection[]) => resolveSelections(selections, plain).enabled;

it('lets the longer selector win, whichever way it goes', () => {
  const rules = enabled(select({ select: ['E', 'F401'], ignore: ['E5', 'F'], extendSelect: ['E501'] }));
  expect(rules).toContain('E501');
  expect(rules).toContain('F401');
  expect(rules).not.toContain('F811');
});

it('keeps linters apart whose prefixes begin alike', () => {
  const rules = enabled(select({ select: ['E', 'PL'] }));
  expect(rules).not.toContain('ERA001');
  expect(rules).toContain('PLE0101');
});

it('adds to what a configuration extends, and starts anew at a select', () => {
  const base = select({ select: ['E'], ignore: ['E501'] });
  expect(enabled(base, select({ extendSelect: ['E501', 'F401'] }))).toContain('E501');
  expect(enabled(base, select({ select: ['F'] }))).not.toContain('E711');
});

it('leaves preview rules off until they are asked for', () => {
  expect(enabled(select({ select: ['ALL'] }))).not.toContain('E301');
  expect(resolveSelections([select({ select: ['E'] })], { ...plain, preview: true }).enabled).toContain('E301');
});

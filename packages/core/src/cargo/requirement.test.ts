import { expect, it } from 'vitest';
import { requirementAllows } from './requirement.js';

it.each([
  ['1.2.3', '1.2.3 1.9.0', '1.2.2 2.0.0'],
  ['0.2.3', '0.2.9', '0.2.2 0.3.0'],
  ['0.0.3', '0.0.3', '0.0.4'],
  ['0.0', '0.0.9', '0.1.0'],
  ['0', '0.9.0', '1.0.0'],
  ['^1.2', '1.2.0 1.3.0', '1.1.9 2.0.0'],
  ['~1.2.3', '1.2.3 1.2.9', '1.2.2 1.3.0'],
  ['~1', '1.0.0 1.9.0', '2.0.0'],
  ['*', '0.0.1 9.0.0', ''],
  ['1.*', '1.0.0 1.9.0', '0.9.0 2.0.0'],
  ['1.2.x', '1.2.9', '1.3.0'],
  ['=1.2', '1.2.0 1.2.9', '1.3.0'],
  ['=1.2.3', '1.2.3 1.2.3+build', '1.2.4'],
  ['>1.2', '1.3.0', '1.2.9 1.2.0'],
  ['<=1.2', '1.2.9', '1.3.0'],
  ['>=1.2, <1.5', '1.2.0 1.4.9', '1.5.0'],
  ['1.0.0', '1.1.0', '1.1.0-alpha.1'],
  ['1.0.0-alpha.2', '1.0.0-alpha.10 1.0.0-beta 1.0.0', '1.0.0-alpha.1 1.0.1-beta'],
])('%s accepts %s and not %s', (requirement, accepted, refused) => {
  const verdicts = (versions: string): (boolean | undefined)[] =>
    versions.split(' ').flatMap((version) => (version ? [requirementAllows(requirement, version)] : []));
  expect(verdicts(accepted)).not.toContain(false);
  expect(verdicts(accepted)).not.toContain(undefined);
  expect(verdicts(refused)).not.toContain(true);
});

it('does not judge what it cannot read', () => {
  expect(requirementAllows('latest', '1.0.0')).toBeUndefined();
  expect(requirementAllows('1', 'one')).toBeUndefined();
});

import { expect, it } from 'vitest';
import { statesReason } from './reasons.js';

it.each([
  'hone: keep',
  'CVE-2023-37920',
  'security: older ones are vulnerable',
  'pinned because 2.0 breaks the importer',
  'pinned, see https://example.org/issues/3',
  'pin to 1.x until #412',
  'compat with Python 3.9',
  'conflicts with protobuf 5 otherwise',
  'required by the base image',
  'needed at runtime by sqlalchemy',
  'sentry needs it',
  'not used directly',
  'transitive dependency of boto3, pinned',
  'driver for the database, chosen by DATABASE_URL',
  'do not remove',
  'enables the feature std of getrandom',
  'the derive macros refer to it',
  'minimal-versions',
])('takes "%s" for a reason', (comment) => {
  expect(statesReason(comment)).toBe(true);
});

it.each([
  'Optional',
  'Unused Optional Feature Weak',
  'Features',
  'pinned',
  'keeper of the keys',
  'Testing',
  'plugins',
  'web framework',
  'TODO upgrade',
  'temporary',
  'no longer needed by anything',
  'unused, required by nothing',
  'macros',
  'transitive',
  'https://docs.example.org',
])('takes "%s" for none', (comment) => {
  expect(statesReason(comment)).toBe(false);
});

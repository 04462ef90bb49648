import type { Finding, MetadataRule } from '../finding.js';

const NAME = /^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])$/i;

export const nameInvalid: MetadataRule = {
  id: 'python/name-invalid',
  summary: 'The project’s name is missing or is not a distribution name.',
  reason: 'Without a valid name the project can be neither built nor depended on.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/name-normalization/#name-format',
  bad: { 'pyproject.toml': '[project]\nname = "billing service"\nversion = "1.0"\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing-service"\nversion = "1.0"\n' },
  *check({ metadata }): Generator<Finding> {
    if (!metadata) return;
    const { name } = metadata;
    if (name === undefined) {
      yield {
        message: '`[project]` has no `name`.',
        hint: 'Add `name = "…"`; it can’t be dynamic.',
        at: ['project'],
        onKey: true,
      };
    } else if (typeof name === 'string' && !NAME.test(name)) {
      yield {
        message: `\`${name}\` is not a distribution name.`,
        hint: 'Use ASCII letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.',
        at: ['project', 'name'],
      };
    }
  },
};

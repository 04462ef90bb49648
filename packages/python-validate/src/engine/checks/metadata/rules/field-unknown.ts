import type { Finding, MetadataRule } from '../finding.js';
import { nearest } from '../nearest.js';
import { projectFields } from '../project-fields.js';

export const fieldUnknown: MetadataRule = {
  id: 'python/field-unknown',
  summary: 'The table [project] has a field that the standard does not know.',
  reason: 'Build backends reject an unknown field, or drop it without a word.',
  level: 'error',
  specification:
    'https://packaging.python.org/en/latest/specifications/pyproject-toml/#declaring-project-metadata-the-project-table',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nhomepage = "https://example.org"\n' },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.urls]\nHomepage = "https://example.org"\n',
  },
  *check({ metadata = {} }): Generator<Finding> {
    for (const field of Object.keys(metadata)) {
      if (projectFields.has(field)) continue;
      const hint = hintFor(field);
      yield {
        message: `\`project.${field}\` is not a field of the standard.`,
        ...(hint && { hint }),
        at: ['project', field],
        onKey: true,
      };
    }
  },
};

/** What people write instead, by habit from setup.cfg, setup.py and poetry. */
const ELSEWHERE: Record<string, string> = {
  author: 'Use `authors = [{name = "…", email = "…"}]`.',
  'author-email': 'Use `authors = [{name = "…", email = "…"}]`.',
  maintainer: 'Use `maintainers = [{name = "…", email = "…"}]`.',
  homepage: 'Put it into `[project.urls]`.',
  repository: 'Put it into `[project.urls]`.',
  documentation: 'Put it into `[project.urls]`.',
  url: 'Put it into `[project.urls]`.',
  'dev-dependencies': 'Use `[dependency-groups]`.',
  'dependency-groups': 'It is a table of its own: `[dependency-groups]`.',
  extras: 'Use `[project.optional-dependencies]`.',
  'python-requires': 'Use `requires-python`.',
  python: 'Use `requires-python`.',
  'long-description': 'Use `readme`.',
  'install-requires': 'Use `dependencies`.',
  packages: 'This belongs to the build backend’s own table.',
  include: 'This belongs to the build backend’s own table.',
};

function hintFor(field: string): string | undefined {
  const habit = ELSEWHERE[field.replaceAll('_', '-').toLowerCase()];
  if (habit) return habit;
  const similar = nearest(field, [...projectFields.keys()]);
  return similar && `Did you mean \`${similar}\`?`;
}

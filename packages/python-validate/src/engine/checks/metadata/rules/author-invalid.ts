import type { Finding, MetadataRule } from '../finding.js';
import { isTable, valueAt } from '../toml-value.js';

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

export const authorInvalid: MetadataRule = {
  id: 'python/author-invalid',
  summary: 'An author or maintainer has an unknown key, no name and email, or an email that is none.',
  reason: 'Build backends reject unknown keys, and PyPI refuses an invalid email.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/pyproject-toml/#authors-maintainers',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nauthors = [{name = "Ada", mail = "ada@example.org"}]\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nauthors = [{name = "Ada", email = "ada@example.org"}]\n',
  },
  *check({ document }): Generator<Finding> {
    for (const field of ['authors', 'maintainers']) {
      const people = valueAt(document, ['project', field]);
      if (!Array.isArray(people)) continue;
      for (const [index, person] of (people as unknown[]).entries()) {
        if (isTable(person)) yield* checkPerson(person, ['project', field, index]);
      }
    }
  },
};

function* checkPerson(person: Readonly<Record<string, unknown>>, at: (string | number)[]): Generator<Finding> {
  for (const [key, value] of Object.entries(person)) {
    if (key !== 'name' && key !== 'email') {
      yield {
        message: `\`${key}\` is not known here: a person has \`name\` and \`email\`.`,
        at: [...at, key],
        onKey: true,
      };
    } else if (typeof value !== 'string') {
      yield { message: `\`${key}\` must be a string.`, at: [...at, key] };
    } else if (key === 'email' && !EMAIL.test(value)) {
      yield { message: `\`${value}\` is not an email address.`, at: [...at, key] };
    }
  }
  if (!('name' in person) && !('email' in person)) yield { message: 'A person needs a `name` or an `email`.', at };
}

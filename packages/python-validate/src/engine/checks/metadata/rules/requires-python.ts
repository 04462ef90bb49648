import { parseSpecifier, specifierIsEmpty, type Specifier } from '@hone/core/manifests';
import type { Finding, MetadataRule } from '../finding.js';
import { projectString } from '../facts.js';
import { renderString } from '../toml-value.js';

const at = ['project', 'requires-python'];

export const requiresPython: MetadataRule = {
  id: 'python/requires-python',
  summary: '`requires-python` is no version specifier, admits no version, or stops at the first patch release.',
  reason: 'Installers skip every release of the project whose `requires-python` shuts their Python out.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/version-specifiers/',
  fix: 'Unsafe: `<=3.12` becomes `<3.13` and `==3.12` becomes `==3.12.*`.',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11,<=3.13"\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11,<3.14"\n' },
  *check(facts): Generator<Finding> {
    const written = projectString(facts, 'requires-python');
    if (written === undefined) return;
    const specifiers = parseSpecifier(written);
    if ('error' in specifiers) {
      yield { message: `\`${written}\` is not a version specifier: ${lowerFirst(specifiers.error)}.`, at };
    } else if (specifierIsEmpty(specifiers)) {
      yield { message: `No version of Python satisfies \`${written}\`.`, at };
    } else {
      for (const clause of specifiers) yield* checkClause(clause, written);
    }
  },
};

/** `<=3.12` and `==3.12` mean 3.12.0, not all of 3.12. */
function* checkClause({ operator, text, wildcard, version }: Specifier, written: string): Generator<Finding> {
  const [major, minor, ...more] = version?.release ?? [];
  if ((operator !== '<=' && operator !== '==') || wildcard || major !== 3 || minor === undefined || more.length > 0)
    return;
  const meant = operator === '<=' ? `<3.${minor + 1}` : `==3.${minor}.*`;
  const clause = new RegExp(`${operator}\\s*${text.replaceAll('.', '\\.')}(?![\\d.])`);
  yield {
    message: `\`${operator}${text}\` admits 3.${minor}.0 and shuts out 3.${minor}.1 and later patch releases.`,
    hint: `Write \`${meant}\`.`,
    level: 'warning',
    at,
    fix: {
      description: `Write \`${meant}\``,
      applicability: 'unsafe',
      edits: [{ at, replaceWith: renderString(written.replace(clause, meant)) }],
    },
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

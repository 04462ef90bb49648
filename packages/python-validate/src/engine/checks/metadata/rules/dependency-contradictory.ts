import { parseSpecifier, renderRequirement, specifierIsEmpty } from '@hone/core/manifests';
import type { DeclaredRequirement } from '../facts.js';
import type { Finding, MetadataRule } from '../finding.js';
import { overlap, placeOf, requirementPairs } from '../overlap.js';

export const dependencyContradictory: MetadataRule = {
  id: 'python/dependency-contradictory',
  summary: 'No version of a dependency satisfies what is required of it.',
  reason: 'The project can’t be installed.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/version-specifiers/',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx>=1.0,<0.9"]\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx>=0.9,<1.0"]\n' },
  *check(facts): Generator<Finding> {
    const impossible = new Set(facts.requirements.filter(isImpossible));
    for (const declared of impossible) {
      const { name, specifier } = declared.requirement;
      yield { message: `No version of \`${name}\` satisfies \`${specifier}\`.`, ...placeOf(declared) };
    }
    for (const pair of requirementPairs(facts)) {
      const { first, second } = pair;
      if (impossible.has(first) || impossible.has(second)) continue;
      if (!contradict(first, second) || !overlap(pair, facts)) continue;
      yield {
        message: `\`${renderRequirement(second.requirement)}\` contradicts \`${renderRequirement(first.requirement)}\` in ${second.scope}: no version satisfies both.`,
        ...placeOf(second),
      };
    }
  },
};

function isImpossible({ requirement }: DeclaredRequirement): boolean {
  return specifierIsEmpty(requirement.specifier);
}

function contradict(first: DeclaredRequirement, second: DeclaredRequirement): boolean {
  const [a, b] = [parseSpecifier(first.requirement.specifier), parseSpecifier(second.requirement.specifier)];
  return !('error' in a) && !('error' in b) && specifierIsEmpty([...a, ...b]);
}

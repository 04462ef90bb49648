import { renderRequirement } from '@hone/core/manifests';
import type { Finding, MetadataRule } from '../finding.js';
import { overlap, placeOf, requirementPairs } from '../overlap.js';

export const dependencyDuplicate: MetadataRule = {
  id: 'python/dependency-duplicate',
  summary: 'A dependency is declared twice in one list.',
  reason: 'Whoever changes one of the two lines believes to have changed the requirement.',
  level: 'warning',
  fix: 'Safe: takes the second out, when both say the same.',
  bad: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx>=0.27", "HTTPX >= 0.27"]\n',
  },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx>=0.27"]\n' },
  *check(facts): Generator<Finding> {
    for (const pair of requirementPairs(facts)) {
      const { first, second } = pair;
      const [a, b] = [first.requirement, second.requirement];
      const { at } = second;
      if (renderRequirement(a) === renderRequirement(b) && overlap(pair, facts)) {
        yield {
          message: `\`${b.name}\` is declared twice in ${second.scope}.`,
          ...placeOf(second),
          ...(at && {
            fix: { description: 'Remove the repetition', applicability: 'safe', edits: [{ at, remove: true }] },
          }),
        };
      } else if (a.extras.join() === b.extras.join() && a.marker === undefined && b.marker === undefined) {
        yield {
          message: `\`${b.name}\` is declared twice in ${second.scope}, as \`${renderRequirement(a)}\` and as \`${renderRequirement(b)}\`.`,
          hint: 'Put both bounds into one requirement.',
          ...placeOf(second),
        };
      }
    }
  },
};

import { classifierReplacements } from '../classifiers.js';
import type { Finding, MetadataRule } from '../finding.js';
import { renderString, stringsAt } from '../toml-value.js';

export const classifierDeprecated: MetadataRule = {
  id: 'python/classifier-deprecated',
  summary: 'A classifier is deprecated.',
  reason: 'PyPI refuses uploads with it.',
  level: 'error',
  specification: 'https://pypi.org/classifiers/',
  fix: 'Safe: replaces it by its successor, when there is just one.',
  bad: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nclassifiers = ["Natural Language :: Ukranian"]\n',
  },
  good: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nclassifiers = ["Natural Language :: Ukrainian"]\n',
  },
  *check({ document }): Generator<Finding> {
    for (const [index, classifier] of stringsAt(document, ['project', 'classifiers'])) {
      const successors = classifierReplacements(classifier);
      if (!successors) continue;
      const at = ['project', 'classifiers', index];
      const [only, ...more] = successors;
      yield {
        message: `The classifier \`${classifier}\` is deprecated.`,
        hint:
          only === undefined
            ? 'It has no successor: remove it.'
            : `Use ${successors.map((name) => `\`${name}\``).join(' or ')}.`,
        at,
        ...(only !== undefined &&
          more.length === 0 && {
            fix: {
              description: `Write \`${only}\``,
              applicability: 'safe' as const,
              edits: [{ at, replaceWith: renderString(only) }],
            },
          }),
      };
    }
  },
};

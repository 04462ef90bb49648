import { isKnownClassifier, classifierReplacements, similarClassifier } from '../classifiers.js';
import type { Finding, MetadataRule } from '../finding.js';
import { renderString, stringsAt } from '../toml-value.js';

export const classifierUnknown: MetadataRule = {
  id: 'python/classifier-unknown',
  summary: 'A classifier is not on PyPI’s list.',
  reason: 'PyPI refuses the upload. The list is bundled; `Private ::` classifiers are allowed.',
  level: 'error',
  specification: 'https://pypi.org/classifiers/',
  fix: 'Safe: a classifier that differs in case, spaces or colons only is respelled.',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nclassifiers = ["Programming Language :: python :: 3"]\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nclassifiers = ["Programming Language :: Python :: 3"]\n',
  },
  *check({ document }): Generator<Finding> {
    for (const [index, classifier] of stringsAt(document, ['project', 'classifiers'])) {
      if (isKnownClassifier(classifier) || classifierReplacements(classifier)) continue;
      const at = ['project', 'classifiers', index];
      const similar = similarClassifier(classifier);
      yield {
        message: `PyPI does not know the classifier \`${classifier}\`.`,
        at,
        ...(similar && {
          hint: `Write \`${similar}\`.`,
          fix: {
            description: `Write \`${similar}\``,
            applicability: 'safe' as const,
            edits: [{ at, replaceWith: renderString(similar) }],
          },
        }),
      };
    }
  },
};

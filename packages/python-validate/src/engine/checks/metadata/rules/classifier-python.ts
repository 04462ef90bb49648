import { parseSpecifier, specifierIsEmpty } from '@hone/core/manifests';
import type { Finding, MetadataRule } from '../finding.js';
import { projectString } from '../facts.js';
import { stringsAt } from '../toml-value.js';

const PYTHON = /^Programming Language :: Python :: (\d+(?:\.\d+)?)$/;

export const classifierPython: MetadataRule = {
  id: 'python/classifier-python',
  summary: 'A classifier names a Python version that `requires-python` shuts out.',
  reason: 'Readers of the index are told that the project runs where it can’t be installed.',
  level: 'warning',
  fix: 'Unsafe: takes the classifier out, since `requires-python` may be the wrong one of the two.',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11"\nclassifiers = ["Programming Language :: Python :: 3.9"]\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11"\nclassifiers = ["Programming Language :: Python :: 3.11"]\n',
  },
  *check(facts): Generator<Finding> {
    const required = projectString(facts, 'requires-python');
    const bounds = required === undefined ? { error: '' } : parseSpecifier(required);
    if ('error' in bounds || specifierIsEmpty(bounds)) return;
    for (const [index, classifier] of stringsAt(facts.document, ['project', 'classifiers'])) {
      const version = PYTHON.exec(classifier)?.[1];
      const all = version === undefined ? { error: '' } : parseSpecifier(`==${version}.*`);
      if ('error' in all || !specifierIsEmpty([...bounds, ...all])) continue;
      const at = ['project', 'classifiers', index];
      yield {
        message: `The classifier says Python ${version}, but \`requires-python\` is \`${required}\`.`,
        at,
        fix: { description: 'Remove the classifier', applicability: 'unsafe', edits: [{ at, remove: true }] },
      };
    }
  },
};

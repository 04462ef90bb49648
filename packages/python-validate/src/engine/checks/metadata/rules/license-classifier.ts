import type { Finding, MetadataRule } from '../finding.js';
import { projectString } from '../facts.js';
import { stringsAt, valueAt } from '../toml-value.js';

export const licenseClassifier: MetadataRule = {
  id: 'python/license-classifier',
  summary: 'A licence classifier stands beside a licence expression; an error where setuptools builds the project.',
  reason: 'The expression supersedes the classifiers. Setuptools refuses to build a project that has both.',
  level: 'note',
  specification: 'https://peps.python.org/pep-0639/#deprecate-license-classifiers',
  fix: 'Unsafe: takes the classifier out, since it may say something else than the expression.',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nlicense = "MIT"\nclassifiers = ["License :: OSI Approved :: MIT License"]\n',
  },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense = "MIT"\n' },
  *check(facts): Generator<Finding> {
    if (projectString(facts, 'license') === undefined) return;
    const backend = valueAt(facts.document, ['build-system', 'build-backend']);
    const refused = typeof backend === 'string' && /^setuptools\b/.test(backend);
    for (const [index, classifier] of stringsAt(facts.document, ['project', 'classifiers'])) {
      if (!classifier.startsWith('License ::')) continue;
      const at = ['project', 'classifiers', index];
      yield {
        message: refused
          ? `The classifier \`${classifier}\` can’t stand beside a licence expression: setuptools stops there.`
          : `The licence expression supersedes the classifier \`${classifier}\`.`,
        level: refused ? 'error' : 'note',
        at,
        fix: { description: 'Remove the classifier', applicability: 'unsafe', edits: [{ at, remove: true }] },
      };
    }
  },
};

import { parseRequirement } from '@hone/core/manifests';
import { requirementArrays } from '../facts.js';
import type { Finding, MetadataRule } from '../finding.js';
import { stringsAt } from '../toml-value.js';

export const requirementInvalid: MetadataRule = {
  id: 'python/requirement-invalid',
  summary: 'A dependency in pyproject.toml is not a requirement as PEP 508 defines it.',
  reason: 'Build backends and installers reject the whole file.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/dependency-specifiers/',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx^0.27"]\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx~=0.27"]\n' },
  *check({ document }): Generator<Finding> {
    for (const { path } of requirementArrays(document)) {
      for (const [index, text] of stringsAt(document, path)) {
        const requirement = parseRequirement(text);
        if (!('error' in requirement)) continue;
        yield {
          message: `\`${text}\` is not a requirement, see its column ${requirement.column}: ${requirement.error}.`,
          at: [...path, index],
        };
      }
    }
  },
};

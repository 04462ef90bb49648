import type { Finding, MetadataRule } from '../finding.js';
import { isTable } from '../toml-value.js';

const at = ['project', 'license'];

export const licenseTable: MetadataRule = {
  id: 'python/license-table',
  summary: 'The licence is given as a table, the form from before PEP 639.',
  reason: 'The form is deprecated: it says nothing that a tool can read. Build backends have begun to warn about it.',
  level: 'note',
  specification: 'https://peps.python.org/pep-0639/#deprecate-license-key-table-subkeys',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense = {text = "MIT License"}\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense = "MIT"\n' },
  *check({ metadata }): Generator<Finding> {
    const license = metadata?.['license'];
    if (!isTable(license)) return;
    const keys = Object.keys(license);
    if (keys.length !== 1 || !['file', 'text'].includes(keys[0]!) || typeof license[keys[0]!] !== 'string') {
      yield {
        message: 'A licence table holds either `file` or `text`, a string, and nothing else.',
        hint: 'Write an SPDX expression: `license = "MIT"`.',
        level: 'error',
        at,
      };
    } else {
      yield {
        message: 'A licence table is deprecated.',
        hint: 'Write an SPDX expression, `license = "MIT"`, and name the file in `license-files`.',
        at,
      };
    }
  },
};

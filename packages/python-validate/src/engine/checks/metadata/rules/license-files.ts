import type { Finding, MetadataRule } from '../finding.js';
import { matchesAnyFile } from '../glob.js';
import { isTable, stringsAt } from '../toml-value.js';

export const licenseFiles: MetadataRule = {
  id: 'python/license-files',
  summary: 'A pattern of `license-files` is not allowed or matches no file.',
  reason: 'Build backends must stop when a licence file is missing; shipping without it may breach the licence.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/pyproject-toml/#license-files',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense-files = ["LICENSE*"]\n' },
  good: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense-files = ["LICENSE*"]\n',
    'LICENSE.txt': 'All rights reserved.\n',
  },
  *check({ document, metadata = {}, folder }): Generator<Finding> {
    const at = ['project', 'license-files'];
    if ('license-files' in metadata && isTable(metadata['license'])) {
      yield {
        message: '`license-files` can’t stand beside a licence table.',
        hint: 'Make `license` an SPDX expression: `license = "…"`.',
        at,
        onKey: true,
      };
    }
    for (const [index, pattern] of stringsAt(document, at)) {
      const reason = wrongPattern(pattern) ?? (matchesAnyFile(folder, pattern) ? undefined : 'matches no file');
      if (reason) yield { message: `The licence file pattern \`${pattern}\` ${reason}.`, at: [...at, index] };
    }
  },
};

function wrongPattern(pattern: string): string | undefined {
  if (pattern.startsWith('/')) return 'must be relative to the project';
  if (pattern.split('/').includes('..')) return 'must not leave the project';
  return /[^\p{L}\p{N}_\-.*?[\]/! ]/u.test(pattern) ? 'has a character that is not allowed' : undefined;
}

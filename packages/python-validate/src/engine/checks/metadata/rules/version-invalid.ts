import { parseVersion } from '@hone/core/manifests';
import type { Finding, MetadataRule } from '../finding.js';
import { stringsAt } from '../toml-value.js';

export const versionInvalid: MetadataRule = {
  id: 'python/version-invalid',
  summary: 'The project’s version is missing and not dynamic, or is not a PEP 440 version.',
  reason: 'Build backends stop, and an index refuses the upload.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/version-specifiers/',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\n' },
  *check({ document, metadata }): Generator<Finding> {
    if (!metadata) return;
    const { version } = metadata;
    if (version === undefined) {
      if (stringsAt(document, ['project', 'dynamic']).some(([, field]) => field === 'version')) return;
      yield {
        message: '`[project]` has no `version`, and `dynamic` doesn’t list it.',
        hint: 'Add `version = "…"`, or `dynamic = ["version"]` when the build backend works it out.',
        at: ['project'],
        onKey: true,
      };
    } else if (typeof version === 'string' && !parseVersion(version)) {
      yield { message: `\`${version}\` is not a version as PEP 440 defines it.`, at: ['project', 'version'] };
    }
  },
};

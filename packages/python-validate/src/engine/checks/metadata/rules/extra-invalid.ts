import { normalizeName } from '@hone/core/manifests';
import type { Finding, MetadataRule } from '../finding.js';
import { tableAt } from '../toml-value.js';

const NAME = /^([a-z0-9]|[a-z0-9][a-z0-9._-]*[a-z0-9])$/i;
const at = ['project', 'optional-dependencies'];

export const extraInvalid: MetadataRule = {
  id: 'python/extra-invalid',
  summary: 'An extra has no valid name, or the name of another extra once both are normalised.',
  reason: 'Build backends reject such names, and installers could not tell the two apart.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/core-metadata/#provides-extra-multiple-use',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.optional-dependencies]\npdf_export = ["reportlab"]\nPDF-export = ["pypdf"]\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.optional-dependencies]\npdf-export = ["reportlab", "pypdf"]\n',
  },
  *check({ document }): Generator<Finding> {
    const byName = new Map<string, string>();
    for (const extra of Object.keys(tableAt(document, at) ?? {})) {
      const place = { at: [...at, extra], onKey: true };
      const other = byName.get(normalizeName(extra));
      if (!NAME.test(extra)) yield { message: `\`${extra}\` is not the name of an extra.`, ...place };
      if (other !== undefined) {
        yield { message: `The extras \`${other}\` and \`${extra}\` have the same name once normalised.`, ...place };
      }
      byName.set(normalizeName(extra), extra);
    }
  },
};

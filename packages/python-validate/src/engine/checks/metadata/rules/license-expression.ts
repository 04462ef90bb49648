import type { Finding, MetadataRule } from '../finding.js';
import { readLicenseExpression, suggestLicense } from '../spdx.js';
import { projectString } from '../facts.js';
import { renderString } from '../toml-value.js';

const at = ['project', 'license'];

export const licenseExpression: MetadataRule = {
  id: 'python/license-expression',
  summary: 'The licence is not a valid SPDX expression, or not spelled as SPDX spells it.',
  reason: 'Build backends and indexes reject a licence that is no SPDX expression, and licence scanners can’t read it.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/license-expression/',
  fix: 'Safe: an expression that only differs in case or spacing is respelled. Unsafe: an informal name is replaced by the identifier that it most likely means.',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense = "Apache 2.0"\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense = "Apache-2.0"\n' },
  *check(facts): Generator<Finding> {
    const written = projectString(facts, 'license');
    if (written === undefined) return;
    const { unknown, canonical } = readLicenseExpression(written);
    if (canonical === undefined) {
      yield invalid(written, unknown);
    } else if (canonical !== written) {
      yield {
        message: `SPDX spells the licence \`${written}\` as \`${canonical}\`.`,
        level: 'note',
        at,
        fix: respell(canonical, 'safe'),
      };
    }
  },
};

function invalid(written: string, unknown: string[]): Finding {
  const suggestion = suggestLicense(written);
  const reason =
    unknown.length > 0
      ? `SPDX has no ${unknown.map((name) => `\`${name}\``).join(', ')}`
      : 'its parts don’t fit together';
  return {
    message: `\`${written}\` is not an SPDX licence expression: ${reason}.`,
    hint: suggestion
      ? `Write \`${suggestion}\`.`
      : 'Use identifiers of https://spdx.org/licenses/ with AND, OR and WITH, or `LicenseRef-…` for a licence of your own.',
    at,
    ...(suggestion && { fix: respell(suggestion, 'unsafe') }),
  };
}

function respell(license: string, applicability: 'safe' | 'unsafe'): NonNullable<Finding['fix']> {
  return { description: `Write \`${license}\``, applicability, edits: [{ at, replaceWith: renderString(license) }] };
}

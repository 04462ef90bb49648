import type { Finding, MetadataRule } from '../finding.js';
import { readLicenseExpression } from '../spdx.js';
import { projectString } from '../facts.js';

export const licenseDeprecated: MetadataRule = {
  id: 'python/license-deprecated',
  summary: 'The licence expression uses an identifier that SPDX has withdrawn.',
  reason: '`GPL-3.0`, for one, does not say whether a later version may be chosen; `-only` and `-or-later` do.',
  level: 'warning',
  specification: 'https://spdx.org/licenses/',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense = "GPL-3.0"\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nlicense = "GPL-3.0-or-later"\n' },
  *check(facts): Generator<Finding> {
    const written = projectString(facts, 'license');
    for (const name of written === undefined ? [] : readLicenseExpression(written).deprecated) {
      yield {
        message: `SPDX has withdrawn the licence identifier \`${name}\`.`,
        hint: hintFor(name),
        at: ['project', 'license'],
      };
    }
  },
};

function hintFor(name: string): string {
  const gnu = /^((?:A|L)?GPL-\d\.\d|GFDL-\d\.\d)(\+?)$/.exec(name);
  if (!gnu) return 'https://spdx.org/licenses/ names its successor.';
  return gnu[2] ? `Write \`${gnu[1]}-or-later\`.` : `Write \`${gnu[1]}-only\` or \`${gnu[1]}-or-later\`.`;
}

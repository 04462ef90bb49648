import { createRequire } from 'node:module';
import type { Rule } from '../../rule.js';
import { findLabels } from '../labels.js';

const require = createRequire(import.meta.url);
let identifiers: ReadonlySet<string> | undefined;

export const dl3054: Rule = {
  id: 'DL3054',
  source: 'hadolint',
  summary: 'A label that must be an SPDX identifier is none.',
  reason: 'Tools that judge licences know no other names.',
  severity: 'warning',
  keywords: ['LABEL'],
  bad: { dockerfile: 'FROM debian:12\nLABEL license="not-spdx"\n', config: 'label-schema:\n  license: spdx\n' },
  good: { dockerfile: 'FROM debian:12\nLABEL license="GPL-3.0-only"\n', config: 'label-schema:\n  license: spdx\n' },
  check: (file, context) =>
    findLabels(
      file,
      context,
      'spdx',
      (value) => !isIdentifier(value),
      ({ key }) => `The label \`${key}\` is no SPDX identifier.`,
    ),
};

/** Loaded on first use, from the packages' published lists. */
function isIdentifier(text: string): boolean {
  identifiers ??= new Set<string>([
    ...(require('spdx-license-ids') as string[]),
    ...(require('spdx-license-ids/deprecated.json') as string[]),
  ]);
  return identifiers.has(text);
}

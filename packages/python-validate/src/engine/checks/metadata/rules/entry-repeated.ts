import type { Finding, MetadataRule } from '../finding.js';
import { stringsAt } from '../toml-value.js';

export const entryRepeated: MetadataRule = {
  id: 'python/entry-repeated',
  summary: 'A keyword or classifier is listed twice.',
  reason: 'The repetition says nothing; it is most likely left over from an edit.',
  level: 'note',
  fix: 'Safe: takes the repetition out.',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nkeywords = ["money", "tax", "money"]\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nkeywords = ["money", "tax"]\n' },
  *check({ document }): Generator<Finding> {
    for (const field of ['keywords', 'classifiers']) {
      const seen = new Set<string>();
      for (const [index, text] of stringsAt(document, ['project', field])) {
        const at = ['project', field, index];
        if (seen.has(text)) {
          yield {
            message: `\`${text}\` is listed twice in \`${field}\`.`,
            at,
            fix: { description: 'Remove the repetition', applicability: 'safe', edits: [{ at, remove: true }] },
          };
        }
        seen.add(text);
      }
    }
  },
};

import type { Finding, MetadataRule } from '../finding.js';
import { tableAt } from '../toml-value.js';

const LONGEST_LABEL = 32;

export const urlInvalid: MetadataRule = {
  id: 'python/url-invalid',
  summary: 'A project URL is not an http(s) address, or its label is too long.',
  reason: 'PyPI refuses the upload.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/well-known-project-urls/',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.urls]\nHomepage = "example.org/billing"\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.urls]\nHomepage = "https://example.org/billing"\n',
  },
  *check({ document }): Generator<Finding> {
    const urls = tableAt(document, ['project', 'urls']) ?? {};
    for (const [label, url] of Object.entries(urls)) {
      const at = ['project', 'urls', label];
      if ([...label].length > LONGEST_LABEL) {
        yield { message: `The label \`${label}\` is longer than ${LONGEST_LABEL} characters.`, at, onKey: true };
      }
      if (typeof url === 'string' && !isWebAddress(url)) {
        yield { message: `\`${url}\` is not an http or https address.`, at };
      }
    }
  },
};

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

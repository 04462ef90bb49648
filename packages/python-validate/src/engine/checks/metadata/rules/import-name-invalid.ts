import type { Finding, MetadataRule } from '../finding.js';
import { stringsAt } from '../toml-value.js';

const MODULE = /^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u;

export const importNameInvalid: MetadataRule = {
  id: 'python/import-name-invalid',
  summary: 'An entry of `import-names` or `import-namespaces` is no module name, is repeated, or lacks its parents.',
  reason: 'Build backends must reject it, since the index offers the project for these imports.',
  level: 'error',
  specification: 'https://peps.python.org/pep-0794/',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nimport-names = ["acme.billing"]\n' },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nimport-names = ["acme.billing"]\nimport-namespaces = ["acme"]\n',
  },
  *check({ document }): Generator<Finding> {
    const entries = ['import-names', 'import-namespaces'].flatMap((field) =>
      stringsAt(document, ['project', field]).map(([index, text]) => ({
        // `name ; private` keeps the name out of the index.
        name: text.replace(/\s*;\s*private\s*$/, '').trim(),
        at: ['project', field, index],
      })),
    );
    const seen = new Set<string>();
    for (const { name, at } of entries) {
      // An empty name says that the project offers nothing to import.
      if (name !== '' && !MODULE.test(name)) yield { message: `\`${name}\` is not the name of a module.`, at };
      if (seen.has(name)) yield { message: `\`${name}\` is listed twice.`, at };
      seen.add(name);
    }
    for (const { name, at } of entries) {
      const parent = name.split('.').slice(0, -1).join('.');
      if (parent !== '' && !seen.has(parent)) {
        yield {
          message: `\`${name}\` is listed, but its parent \`${parent}\` is not.`,
          hint: `Add \`${parent}\` to \`import-namespaces\` or \`import-names\`.`,
          at,
        };
      }
    }
  },
};

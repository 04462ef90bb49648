import type { Finding, MetadataRule } from '../finding.js';
import { projectFields } from '../project-fields.js';
import { isTable, typeName } from '../toml-value.js';

export const fieldType: MetadataRule = {
  id: 'python/field-type',
  summary: 'A field of [project] has a value of the wrong type.',
  reason: 'Build backends reject the whole table.',
  level: 'error',
  specification:
    'https://packaging.python.org/en/latest/specifications/pyproject-toml/#declaring-project-metadata-the-project-table',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = "httpx"\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx"]\n' },
  *check({ document, metadata = {} }): Generator<Finding> {
    const { project } = document;
    if (project !== undefined && !isTable(project)) {
      yield { message: `\`project\` must be a table, not ${typeName(project)}.`, at: ['project'] };
    }
    for (const [field, value] of Object.entries(metadata)) {
      const expected = projectFields.get(field);
      if (!expected || expected.accepts(value)) continue;
      const matches = expected.type.startsWith(typeName(value));
      yield {
        message: matches
          ? `\`project.${field}\` must be ${expected.type}; one of its values is not.`
          : `\`project.${field}\` must be ${expected.type}, not ${typeName(value)}.`,
        at: ['project', field],
      };
    }
  },
};

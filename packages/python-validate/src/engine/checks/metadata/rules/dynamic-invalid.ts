import type { Finding, MetadataRule } from '../finding.js';
import { projectFields } from '../project-fields.js';
import { stringsAt } from '../toml-value.js';

export const dynamicInvalid: MetadataRule = {
  id: 'python/dynamic-invalid',
  summary: 'The list `dynamic` names a field that is also given, that is unknown, or that can’t be dynamic.',
  reason: 'Build backends must reject it: it is not clear which value counts.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/pyproject-toml/#dynamic',
  fix: 'Safe: takes a repeated entry out of the list.',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndynamic = ["version"]\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\ndynamic = ["version"]\n' },
  *check({ document, metadata = {} }): Generator<Finding> {
    const seen = new Set<string>();
    for (const [index, field] of stringsAt(document, ['project', 'dynamic'])) {
      const at = ['project', 'dynamic', index];
      const known = projectFields.get(field);
      if (!known) yield { message: `\`dynamic\` lists \`${field}\`, which is not a field of the standard.`, at };
      else if (field === 'name' || field === 'dynamic') yield { message: `\`${field}\` can’t be dynamic.`, at };
      else if (Object.hasOwn(metadata, field) && !known.partlyDynamic) {
        yield {
          message: `\`${field}\` is both given and listed as dynamic.`,
          hint: `Remove \`project.${field}\`, or take it out of \`dynamic\`.`,
          at,
        };
      } else if (seen.has(field)) {
        yield {
          message: `\`dynamic\` lists \`${field}\` twice.`,
          level: 'warning',
          at,
          fix: { description: 'Remove the repetition', applicability: 'safe', edits: [{ at, remove: true }] },
        };
      }
      seen.add(field);
    }
  },
};

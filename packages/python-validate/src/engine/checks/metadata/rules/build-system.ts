import type { Finding, MetadataRule } from '../finding.js';
import { isTable, renderPath, typeName } from '../toml-value.js';

const KEYS = ['requires', 'build-backend', 'backend-path'];

export const buildSystem: MetadataRule = {
  id: 'python/build-system',
  summary: 'The table [build-system] lacks `requires`, has an unknown key, or a value of the wrong type.',
  reason: 'Build frontends reject such a table, so the project can be neither built nor installed from source.',
  level: 'error',
  specification:
    'https://packaging.python.org/en/latest/specifications/pyproject-toml/#declaring-build-system-dependencies-the-build-system-table',
  bad: { 'pyproject.toml': '[build-system]\nbuild-backend = "hatchling.build"\n' },
  good: { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n' },
  *check({ document }): Generator<Finding> {
    const at = ['build-system'];
    const table = document['build-system'];
    if (table === undefined) return;
    if (!isTable(table)) {
      yield { message: `\`build-system\` must be a table, not ${typeName(table)}.`, at };
      return;
    }
    if (!('requires' in table)) {
      yield { message: '`[build-system]` has no `requires`.', hint: 'List what the build needs.', at, onKey: true };
    }
    for (const [key, value] of Object.entries(table)) {
      if (!KEYS.includes(key)) {
        yield {
          message: `\`build-system.${key}\` is not a key that the standard knows.`,
          at: [...at, key],
          onKey: true,
        };
      }
      const expected = wrongType(key, value);
      if (expected) {
        const path = [...at, key];
        yield { message: `\`${renderPath(path)}\` must be ${expected}, not ${typeName(value)}.`, at: path };
      }
    }
  },
};

function wrongType(key: string, value: unknown): string | undefined {
  if (key === 'build-backend') return typeof value === 'string' ? undefined : 'a string';
  const strings = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return key === 'requires' || key === 'backend-path' ? (strings ? undefined : 'an array of strings') : undefined;
}

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, MetadataRule } from '../finding.js';
import { stringsAt, tableAt } from '../toml-value.js';

const REFERENCE =
  /^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*(:[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*)?$/u;

export const buildBackend: MetadataRule = {
  id: 'python/build-backend',
  summary: 'The build backend is not an importable name, or its path is not in the project.',
  reason: 'A build frontend imports the backend by this name from these folders; if it can’t, nothing is built.',
  level: 'error',
  specification: 'https://peps.python.org/pep-0517/#source-trees',
  bad: { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling-build"\n' },
  good: { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n' },
  *check({ document, folder }): Generator<Finding> {
    const table = tableAt(document, ['build-system']);
    const backend = table?.['build-backend'];
    if (typeof backend === 'string' && !REFERENCE.test(backend)) {
      yield {
        message: `The build backend \`${backend}\` is no importable name.`,
        hint: 'Write it as `module.path`, or as `module.path:object`.',
        at: ['build-system', 'build-backend'],
      };
    }
    if (table && 'backend-path' in table && backend === undefined) {
      yield { message: '`backend-path` has no effect without `build-backend`.', at: ['build-system', 'backend-path'] };
    }
    for (const [index, path] of stringsAt(document, ['build-system', 'backend-path'])) {
      const reason = wrongPath(folder, path);
      if (reason)
        yield { message: `The backend path \`${path}\` ${reason}.`, at: ['build-system', 'backend-path', index] };
    }
  },
};

function wrongPath(folder: string, path: string): string | undefined {
  if (/^([\\/]|[A-Za-z]:)/.test(path)) return 'must be relative to the project';
  if (path.split(/[\\/]/).includes('..')) return 'must not leave the project';
  const absolute = join(folder, path);
  return existsSync(absolute) && statSync(absolute).isDirectory() ? undefined : 'is no folder of the project';
}

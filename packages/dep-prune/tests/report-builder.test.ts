import { fileURLToPath } from 'node:url';
import { createWalker } from '@hone/core/files';
import { expect, it } from 'vitest';
import { judgeProject } from '../src/engine/judge-project.js';

const workspaceRoot = fileURLToPath(new URL('../../../examples/polyglot', import.meta.url));

it('brings a frozen list of 361 packages down to the 7 that the program asks for', async () => {
  const { verdicts, manifests } = await judgeProject({
    workspaceRoot,
    walker: createWalker(workspaceRoot),
    project: { name: 'report-builder', root: 'jobs/report-builder' },
    nestedRoots: [],
    closure: [],
    options: {},
  });
  const listed = verdicts.filter(({ declarations }) =>
    declarations.some(({ file }) => file.endsWith('requirements.txt')),
  );
  expect(listed).toHaveLength(361);
  expect(listed.filter(({ kind }) => kind !== 'unused' && kind !== 'transitive').map(({ name }) => name)).toEqual([
    'httpx',
    'jinja2',
    'openpyxl',
    'pandas',
    'pydantic-settings',
    'sqlalchemy',
    'structlog',
  ]);
  expect(manifests.has('jobs/report-builder/requirements.txt')).toBe(true);
});

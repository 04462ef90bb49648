import { expect, it } from 'vitest';
import { lockSliceTarget } from './lock-slice-target.js';

const project = { name: 'core', root: 'libs/core', target: 'slice' };
const uv = { lock: 'uv.lock', name: 'python-lock-slice.json', inputs: ['{projectRoot}/pyproject.toml'] };
const cargo = { lock: 'rust/Cargo.lock', name: 'cargo-lock-slice.json', inputs: ['{projectRoot}/Cargo.toml'] };

it('cuts one lock', () => {
  expect(lockSliceTarget({ ...project, technologies: ['python'], slices: [uv] })).toMatchObject({
    executor: '@hone/nx:lock-slice',
    cache: true,
    inputs: ['{workspaceRoot}/uv.lock', '{projectRoot}/pyproject.toml', { externalDependencies: [] }],
    outputs: ['{options.slicePath}'],
    options: { lock: 'uv.lock', slicePath: '{workspaceRoot}/dist/hone/libs/core/python-lock-slice.json' },
    metadata: { technologies: ['python'], help: { command: 'npx nx run core:slice --help' } },
  });
});

it('cuts the locks of both languages of a folder in one target', () => {
  const target = lockSliceTarget({ ...project, technologies: ['python', 'rust'], slices: [uv, cargo] });
  expect(target.inputs).toEqual([
    '{workspaceRoot}/uv.lock',
    '{projectRoot}/pyproject.toml',
    '{workspaceRoot}/rust/Cargo.lock',
    '{projectRoot}/Cargo.toml',
    { externalDependencies: [] },
  ]);
  const paths = ['python', 'cargo'].map((one) => `{workspaceRoot}/dist/hone/libs/core/${one}-lock-slice.json`);
  expect(target.outputs).toEqual(paths);
  expect(target.options).toEqual({
    slices: [
      { lock: 'uv.lock', slicePath: paths[0] },
      { lock: 'rust/Cargo.lock', slicePath: paths[1] },
    ],
  });
  expect(target.metadata?.description).toBe(
    'Writes the part of uv.lock and rust/Cargo.lock that this project can see.',
  );
});

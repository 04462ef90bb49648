import { expect, it } from 'vitest';
import { buildContextOf } from './build-context.js';

const folders: Record<string, string[]> = {
  '.': ['libs', 'services', 'uv.lock', 'pyproject.toml', 'dist', 'nginx'],
  'services/shop': ['pyproject.toml', 'src', 'docker'],
  'services/shop/docker': ['entrypoint.sh', 'Dockerfile'],
};
const contextOf = (file: string, ...sources: string[]): string =>
  buildContextOf(file, 'services/shop', sources, (folder) => folders[folder] ?? []);

it.each([
  ['the workspace, by paths that start there', ['libs/contracts', 'services/shop', 'pyproject.toml'], '.'],
  ['the workspace, by a lock that only it has', ['pyproject.toml', 'uv.lock'], '.'],
  ['the project, by its sources', ['pyproject.toml', 'src'], 'services/shop'],
  ['the project, by what both have', ['pyproject.toml'], 'services/shop'],
  ['the project, by nothing', [], 'services/shop'],
  ['the project, by what is built there later', ['dist', 'pyproject.toml'], 'services/shop'],
  ['the workspace, by what Nx builds for the project', ['dist/services/shop'], '.'],
])('is %s', (_, sources, expected) => {
  expect(contextOf('services/shop/Dockerfile', ...sources)).toBe(expected);
});

it("is the Dockerfile's own folder, by what is only there", () => {
  expect(contextOf('services/shop/docker/Dockerfile', 'entrypoint.sh')).toBe('services/shop/docker');
  expect(contextOf('services/shop/docker/Dockerfile', 'src')).toBe('services/shop');
});

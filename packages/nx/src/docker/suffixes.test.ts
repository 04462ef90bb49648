import { expect, it } from 'vitest';
import { suffixesOf } from './suffixes.js';

it.each([
  [
    ['Dockerfile', 'Dockerfile.prod', 'dev.Dockerfile'],
    ['', 'prod', 'dev'],
  ],
  [['docker/Dockerfile'], ['']],
  [
    ['Dockerfile', 'docker/Dockerfile'],
    ['', 'docker'],
  ],
  [
    ['docker/worker/Dockerfile', 'docker/worker/Dockerfile.prod'],
    ['worker', 'worker-prod'],
  ],
  [
    ['.devcontainer/Dockerfile', 'Dockerfile'],
    ['devcontainer', ''],
  ],
  [
    ['Containerfile', 'Dockerfile'],
    ['', '2'],
  ],
  [['Dockerfile.a b:c'], ['a-b-c']],
])('%j end in %j', (files, expected) => {
  const suffixes = suffixesOf('apps/x', files.map((file) => `apps/x/${file}`).sort());
  expect(files.map((file) => suffixes.get(`apps/x/${file}`))).toEqual(expected);
  const atRoot = suffixesOf('.', [...files].sort());
  expect(files.map((file) => atRoot.get(file))).toEqual(expected);
});

it('gives a Dockerfile the same name whatever others there are, unless they would share it', () => {
  const alone = suffixesOf('x', ['x/Dockerfile.prod']).get('x/Dockerfile.prod');
  expect(suffixesOf('x', ['x/Dockerfile', 'x/Dockerfile.prod', 'x/a/Dockerfile']).get('x/Dockerfile.prod')).toBe(alone);
});

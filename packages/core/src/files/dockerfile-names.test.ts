import { expect, it } from 'vitest';
import { dockerfileVariant, isDockerfileName } from './dockerfile-names.js';

it.each([
  ['Dockerfile', ''],
  ['dockerfile', ''],
  ['Dockerfile.prod', 'prod'],
  ['Dockerfile-dev', 'dev'],
  ['prod.Dockerfile', 'prod'],
  ['api.dockerfile', 'api'],
  ['Containerfile', ''],
  ['Containerfile.test', 'test'],
])('%s is a Dockerfile, for "%s"', (name, variant) => {
  expect(isDockerfileName(name)).toBe(true);
  expect(dockerfileVariant(name)).toBe(variant);
});

it.each([
  'Dockerfile.dockerignore',
  'Dockerfile.j2',
  'Dockerfile.md',
  'Dockerfile~',
  'Dockerfiles',
  'docker-compose.yml',
  'MyDockerfile',
])('%s is none', (name) => {
  expect(isDockerfileName(name)).toBe(false);
});

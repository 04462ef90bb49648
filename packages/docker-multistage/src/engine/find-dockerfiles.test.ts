import { expect, it } from 'vitest';
import { isDockerfileName } from './find-dockerfiles.js';

it.each([
  'Dockerfile',
  'dockerfile',
  'Dockerfile.prod',
  'Dockerfile-dev',
  'prod.Dockerfile',
  'api.dockerfile',
  'Containerfile',
  'Containerfile.test',
])('%s is a Dockerfile', (name) => {
  expect(isDockerfileName(name)).toBe(true);
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

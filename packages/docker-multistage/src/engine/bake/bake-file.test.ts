import { expect, it } from 'vitest';
import type { ImageRequest } from '../build/types.js';
import { parseDockerfile } from '../dockerfile/index.js';
import { type BakePlan, planBakeFile, renderBakeFile } from './bake-file.js';
import { request } from './fixtures/request.js';
import { stageNeeds } from './stage-needs.js';

const DOCKERFILE = `
FROM python AS base
FROM base AS deps
RUN make
FROM base AS slim
FROM slim AS production
COPY --from=deps /venv /venv
FROM slim AS worker
COPY --from=deps /venv /venv
FROM production AS test
RUN test
`;

function plan(...requests: ImageRequest[]): BakePlan {
  return planBakeFile(
    requests,
    stageNeeds(() => parseDockerfile(DOCKERFILE)),
    () => 'type=docker',
  );
}
const stage = (name: string, part: Partial<ImageRequest> = {}): ImageRequest =>
  request({ stage: name, stageLabel: name, ...part });

it('has one target an image, by project and stage', () => {
  const { file, targets } = plan(
    request({
      project: '@acme/api',
      dockerfile: 'services/api/Dockerfile',
      context: 'dist/hone/services/api/docker-context',
      buildArgs: { PYTHON: '3.13', EMPTY: '' },
      labels: { 'org.opencontainers.image.title': 'api' },
      platforms: ['linux/amd64', 'linux/arm64'],
      cacheFrom: ['ghcr.io/acme/api:cache', 'type=gha'],
      cacheTo: ['type=gha,mode=max'],
      inlineCache: true,
      secrets: [
        { id: 'npmrc', file: 'a,b/.npmrc' },
        { id: 'token', env: 'TOKEN' },
      ],
      ssh: [{ id: 'default', paths: ['/run/agent'] }],
      network: 'none',
      noCache: true,
      pull: true,
    }),
  );
  expect(targets).toEqual(['acme-api_production']);
  expect(file).toEqual({
    group: { default: { targets: ['acme-api_production'] } },
    target: {
      'acme-api_production': {
        context: 'dist/hone/services/api/docker-context',
        dockerfile: '../../../../../services/api/Dockerfile',
        args: { PYTHON: '3.13', EMPTY: '' },
        labels: { 'org.opencontainers.image.title': 'api' },
        tags: ['hone-test/bake-api:latest'],
        platforms: ['linux/amd64', 'linux/arm64'],
        'cache-from': ['type=registry,ref=ghcr.io/acme/api:cache', 'type=gha'],
        'cache-to': ['type=gha,mode=max', 'type=inline'],
        secret: ['id=npmrc,"src=a,b/.npmrc"', 'id=token,env=TOKEN'],
        ssh: ['default=/run/agent'],
        network: 'none',
        'no-cache': true,
        pull: true,
        output: ['type=docker'],
      },
    },
  });
});

it('builds the stages that images part at in targets of their own', () => {
  const { file } = plan(stage('production'), stage('worker'));
  expect(Object.keys(file.target)).toEqual(['api_slim_shared', 'api_deps_shared', 'api_production', 'api_worker']);
  const contexts = { slim: 'target:api_slim_shared', deps: 'target:api_deps_shared' };
  expect(file.target['api_production']?.contexts).toEqual(contexts);
  expect(file.target['api_worker']?.contexts).toEqual(contexts);
  expect(file.target['api_deps_shared']).toEqual({ context: 'api', dockerfile: 'Dockerfile', target: 'deps' });
  expect(file.group.default.targets).toEqual(['api_production', 'api_worker']);
});

it('takes a stage from the image that it is', () => {
  const { file } = plan(stage('test'), stage('production'));
  expect(Object.keys(file.target)).toEqual(['api_test', 'api_production']);
  expect(file.target['api_test']?.contexts).toEqual({ production: 'target:api_production' });
});

it('shares nothing between images of other arguments or Dockerfiles', () => {
  const different = [
    stage('production'),
    stage('worker', { buildArgs: { A: '1' } }),
    stage('worker', { dockerfile: 'b/Dockerfile' }),
  ];
  expect(Object.keys(plan(...different).file.target)).toEqual(['api_production', 'api_worker', 'api_worker-2']);
});

it('takes nothing that a user writes for an expression of buildx', () => {
  const { file } = plan(request({ labels: { 'a${b}': '${HOME} %{ if } $${x} $1' } }));
  expect(renderBakeFile(file)).toContain('"a$${b}": "$${HOME} %%{ if } $$${x} $1"');
});

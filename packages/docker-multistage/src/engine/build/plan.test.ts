import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProcess } from '@hone/core/process';
import type { EngineTask } from '@hone/core/nx';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BuildOptions } from '../../executors/build/schema.js';
import { planImages } from './plan.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hone-plan-'));
  mkdirSync(path.join(root, 'apps/api'), { recursive: true });
  writeFileSync(
    path.join(root, 'apps/api/Dockerfile'),
    'FROM scratch AS deps\nFROM deps AS production\nLABEL org.opencontainers.image.title=Mine\n',
  );
  writeFileSync(path.join(root, 'apps/api/package.json'), '{"version":"2.0.1"}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const plan = async (options: BuildOptions, project = 'api', env: NodeJS.ProcessEnv = {}) => {
  const task: EngineTask<BuildOptions> = {
    id: `${project}:docker-build`,
    project,
    root: 'apps/api',
    target: 'docker-build',
    nestedRoots: [],
    options,
  };
  return (await planImages(task, root, { PATH: process.env['PATH'], ...env })).requests;
};

it('has a default for everything', async () => {
  expect(await plan({})).toMatchObject([
    {
      dockerfile: 'apps/api/Dockerfile',
      context: 'dist/hone/apps/api/docker-context',
      stage: undefined,
      stageLabel: 'production',
      name: 'api',
      tags: ['api:latest'],
      labels: { 'org.opencontainers.image.version': '2.0.1' },
      output: 'engine',
      archive: undefined,
    },
  ]);
});

it('makes a valid name of a project name, also where Nx has put it in already', async () => {
  const [request] = await plan(
    { image: 'ghcr.io/acme/@scope/My App', tags: ['{version}', '@scope/My App-x'] },
    '@scope/My App',
  );
  expect(request!.tags).toEqual(['ghcr.io/acme/scope/my-app:2.0.1', 'ghcr.io/acme/scope/my-app:scope-My-App-x']);
  await expect(plan({}, '@@')).rejects.toThrow('No image name can be made of the project name "@@".');
});

it('tells the stages of one Dockerfile apart', async () => {
  const requests = await plan({ stages: ['deps', 'production'], output: 'oci' });
  expect(requests.map(({ tags, archive }) => [tags, archive])).toEqual([
    [['api:deps'], 'dist/hone/apps/api/image.deps.oci.tar'],
    [['api:production'], 'dist/hone/apps/api/image.production.oci.tar'],
  ]);
  await expect(plan({ stages: ['deps', 'production'], output: 'oci', archivePath: 'x.tar' })).rejects.toThrow(
    'one archive',
  );
});

it('asks git only where a token wants it', async () => {
  await expect(plan({ tags: ['{sha}'] })).rejects.toThrow(
    'The option `tags` has {sha}, for which there is no value here.',
  );
  for (const args of [
    ['init', '-q', '-b', 'feature/x'],
    ['-c', 'user.email=a@b', '-c', 'user.name=a', 'commit', '-q', '--allow-empty', '-m', 'x'],
  ]) {
    await runProcess({ command: 'git', args, cwd: root });
  }
  const [request] = await plan({
    tags: ['{branch}', '{shortSha}'],
    labels: { 'org.opencontainers.image.revision': '{sha}' },
  });
  expect(request!.tags).toEqual(['api:feature-x', expect.stringMatching(/^api:[0-9a-f]{7}$/)]);
  expect(request!.labels['org.opencontainers.image.revision']).toMatch(/^[0-9a-f]{40}$/);
});

it('takes build arguments from the environment where they say so', async () => {
  const [request] = await plan({ buildArgs: { B: '$HOME_OF_B', A: '$$literal', C: 'a $x' } }, 'api', {
    HOME_OF_B: 'b',
  });
  expect(request!.buildArgs).toEqual({ A: '$literal', B: 'b', C: 'a $x' });
  await expect(plan({ buildArgs: { B: '$NONE' } })).rejects.toThrow(
    'The build argument B has no value: the variable NONE is not set.',
  );
});

it.each<[BuildOptions, string]>([
  [{ secrets: [{ id: 'a' }] }, 'comes from nowhere'],
  [
    {
      secrets: [
        { id: 'a', env: 'A' },
        { id: 'a', env: 'B' },
      ],
    },
    'is given twice',
  ],
  [{ ssh: ['default'] }, 'There is no SSH agent for "default"'],
  [{ shmSize: 'much' }, 'is no size'],
  [{ image: 'Not Valid' }, 'is no valid image name'],
])('refuses %j', async (options, message) => {
  await expect(plan(options)).rejects.toThrow(message);
});

it('reads sizes as docker does', async () => {
  expect((await plan({ shmSize: '64m' }))[0]!.shmSize).toBe(64 * 1024 * 1024);
});

it('puts tokens into caches, as names and tags', async () => {
  const [request] = await plan(
    {
      cacheFrom: ['ghcr.io/acme/@scope/My App:{version}', 'type=gha,scope=@scope/My App'],
      cacheTo: ['type=registry,ref=ghcr.io/acme/{projectName}:buildcache-{stage},mode=max'],
    },
    '@scope/My App',
  );
  expect(request!.cacheFrom).toEqual(['ghcr.io/acme/scope/my-app:2.0.1', 'type=gha,scope=scope-My-App']);
  expect(request!.cacheTo).toEqual(['type=registry,ref=ghcr.io/acme/scope/my-app:buildcache-production,mode=max']);
});

it('has the version of today, whatever a generated Dockerfile says', async () => {
  const text = 'FROM debian:12 AS production\nLABEL org.opencontainers.image.version=1.0.0\n';
  writeFileSync(path.join(root, 'apps/api/Dockerfile'), text);
  expect((await plan({}))[0]!.labels).not.toHaveProperty(['org.opencontainers.image.version']);
  writeFileSync(path.join(root, 'apps/api/Dockerfile'), `# hone:begin production\n${text}# hone:end production\n`);
  expect((await plan({}))[0]!.labels).toMatchObject({ 'org.opencontainers.image.version': '2.0.1' });
});

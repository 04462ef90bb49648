import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerEngine } from '../../../tests/docker-engine.js';
import type { BuildRun, ImageEnd, ImageRequest, ImageResult } from '../build/types.js';
import { type Registry, startRegistry } from '../oci/fixtures/registry.js';
import { hasProgram, removeImage, temporaryFolder } from '../oci/fixtures/testing.js';
import { loadImage, parsePlatform } from '../oci/load-image.js';
import { bakeImages } from './bake-images.js';
import { builderName, createArgs } from './builder.js';
import { findBuildx } from './buildx.js';
import { type BuildKit, startBuildKit } from './fixtures/buildkit.js';
import { request } from './fixtures/request.js';

const buildx = await findBuildx().catch(() => undefined);
const hasBuildKit = hasProgram('buildkitd', '--version');
const { docker } = await dockerEngine('bake');
if (!buildx) console.warn('SKIPPED bake: buildx is missing: go install github.com/docker/buildx/cmd/buildx@v0.19.3');
if (!hasBuildKit)
  console.warn('SKIPPED bake: buildkitd is missing: go install github.com/moby/buildkit/cmd/buildkitd@v0.12.5');

it('says how to get buildx where it is missing', async () => {
  await expect(findBuildx({ PATH: '/nowhere' })).rejects.toMatchObject({
    code: 'docker/no-buildx',
    hint: expect.stringContaining('docker-buildx-plugin'),
  });
});

it('makes builders from options, never from what looks like an option', () => {
  const spec = { driver: 'kubernetes', driverOptions: { namespace: 'ci', tolerations: 'a,b' } } as const;
  expect(createArgs('cluster', { ...spec, platforms: ['linux/arm64'] })).toEqual([
    ...['create', '--name', 'cluster', '--driver', 'kubernetes'],
    ...['--driver-opt', 'namespace=ci', '--driver-opt', '"tolerations=a,b"', '--platform', 'linux/arm64'],
  ]);
  expect(builderName(spec)).toBe(builderName({ ...spec }));
  expect(() => createArgs('x', { driver: 'remote', endpoint: '--use' })).toThrow(/is no endpoint/);
  expect(() => builderName('--bootstrap')).toThrow(/is no name/);
});

describe.skipIf(!buildx || !hasBuildKit || !docker)('a bake on a remote builder', () => {
  const workspace = temporaryFolder();
  const tag = randomBytes(4).toString('hex');
  const lines: string[] = [];
  const run: BuildRun = {
    workspaceRoot: workspace.path,
    signal: new AbortController().signal,
    onLine: ({ stageLabel }, line) => lines.push(`${stageLabel} ${line}`),
  };
  const before = process.env['BUILDX_CONFIG'];
  let kit: BuildKit;
  let registry: Registry;
  let builder: ImageRequest['builder'];
  const used: string[] = [];

  beforeAll(async () => {
    process.env['BUILDX_CONFIG'] = path.join(workspace.path, 'buildx');
    kit = await startBuildKit(workspace.path);
    registry = await startRegistry(path.join(workspace.path, 'registry'));
    builder = { driver: 'remote', endpoint: kit.endpoint };
    mkdirSync(path.join(workspace.path, 'api'));
    writeFileSync(path.join(workspace.path, 'api/hello'), `${tag}\n`);
    writeFileSync(
      path.join(workspace.path, 'api/Dockerfile'),
      `FROM scratch AS base
COPY hello /hello
FROM base AS production
COPY hello /production
ENV A=\${B}
FROM base AS worker
COPY hello /worker
FROM base AS broken
COPY missing /missing
`,
    );
  });
  afterAll(async () => {
    for (const name of used) await removeImage(docker!, name);
    await Promise.all([kit.stop(), registry.stop()]);
    if (before === undefined) delete process.env['BUILDX_CONFIG'];
    else process.env['BUILDX_CONFIG'] = before;
    workspace.remove();
  });

  const image = (stage: string, part: Partial<ImageRequest> = {}): ImageRequest => {
    const name = `hone-test/bake-${stage}`;
    const tags = part.tags ?? [`${name}:${tag}`];
    used.push(...tags);
    return request({ name, stage, stageLabel: stage, builder, ...part, tags });
  };
  const results = async (...requests: ImageRequest[]): Promise<ImageResult[]> =>
    (await bakeImages(requests, run)).map((end) => {
      if (end.kind === 'failed') throw new Error(JSON.stringify(end.diagnostics));
      return end.image;
    });
  const target = (): Parameters<typeof loadImage>[0] => ({
    docker: docker!,
    platform: parsePlatform('linux/amd64'),
    workspaceRoot: workspace.path,
    signal: run.signal,
  });
  const engineId = async (name: string): Promise<string> => (await docker!.getImage(name).inspect()).Id;

  it('builds several stages in one call, into the engine and into an archive', async () => {
    const labels = { 'test.a${b}': '${HOME} %{x}', tag };
    const [production, worker] = await results(
      image('production', { labels }),
      image('worker', { output: 'oci', archive: 'dist/worker.tar' }),
    );
    expect(await engineId(production!.tags[0]!)).toBe(production!.id);
    const { Config } = await docker!.getImage(production!.id).inspect();
    expect(Config.Labels).toEqual(labels);
    expect(production!.steps.map(({ name }) => name)).toEqual([
      '[base 1/1] COPY hello /hello',
      '[production 1/1] COPY hello /production',
    ]);
    expect(worker!.layers.map(({ createdBy }) => createdBy)).toEqual(['COPY hello /hello', 'COPY hello /worker']);
    expect(readdirSync(path.join(workspace.path, 'dist'))).toEqual(['worker.tar']);
    expect(await loadImage(target(), worker!)).toMatchObject({ how: 'loaded', id: worker!.id });

    const first = readFileSync(path.join(workspace.path, 'dist/worker.tar'));
    const [again] = await results(image('worker', { output: 'oci', archive: 'dist/again.tar' }));
    expect(again!.steps.every(({ cached }) => cached)).toBe(true);
    expect(readFileSync(path.join(workspace.path, 'dist/again.tar')).equals(first)).toBe(true);
  });

  it("builds for several platforms, of which docker-load takes the engine's", async () => {
    const platforms = ['linux/amd64', 'linux/arm64'];
    const name = `${registry.host}/bake-multi:${tag}`;
    const [archived, pushed] = await results(
      image('production', {
        platforms,
        output: 'oci',
        archive: 'dist/multi.tar',
        tags: [`hone-test/bake-multi:${tag}`],
      }),
      image('worker', { platforms, output: 'push', name: name.replace(/:[^:]*$/, ''), tags: [name] }),
    );
    for (const each of [archived!, pushed!]) {
      expect(each.platforms?.map(({ platform }) => platform)).toEqual(platforms);
      const loaded = await loadImage(target(), each);
      expect(loaded).toMatchObject({ id: each.platforms![0]!.id });
      expect(await engineId(each.tags[0]!)).toBe(each.platforms![0]!.id);
    }
    expect(pushed!.pushed).toEqual([`${name}@${pushed!.digest}`]);
  });

  it('exports its cache, and finds it again', async () => {
    const cache = `type=registry,ref=${registry.host}/bake-cache:${tag}`;
    const part = { output: 'push', tags: [`${registry.host}/bake-cached:${tag}`] } as const;
    const [first] = await results(
      image('production', { ...part, tags: [...part.tags], cacheTo: [`${cache},mode=max`] }),
    );
    expect(first!.id).toMatch(/^sha256:/);
    const fresh = await startBuildKit(path.join(workspace.path, 'fresh'));
    try {
      const elsewhere: ImageRequest['builder'] = { driver: 'remote', endpoint: fresh.endpoint };
      const [second] = await results(
        image('production', { ...part, tags: [...part.tags], cacheFrom: [cache], builder: elsewhere }),
      );
      expect(second!.id).toBe(first!.id);
      expect(second!.steps.every(({ cached }) => cached)).toBe(true);
    } finally {
      await fresh.stop();
    }
  });

  it('fails only what fails, with the line', async () => {
    const ends: ImageEnd[] = await bakeImages(
      [image('broken', { output: 'oci', archive: 'dist/broken.tar' }), image('worker')],
      run,
    );
    expect(ends.map(({ kind }) => kind)).toEqual(['failed', 'built']);
    expect(ends[0]).toMatchObject({
      diagnostics: [{ level: 'error', location: { file: 'api/Dockerfile', region: { start: { line: 9 } } } }],
    });
    expect(existsSync(path.join(workspace.path, 'dist/broken.tar'))).toBe(false);
  });

  it('says what a builder lacks', async () => {
    const failure = async (part: Partial<ImageRequest>): Promise<unknown> => {
      const [end] = await bakeImages([image('worker', part)], run);
      return end?.kind === 'failed' ? end.diagnostics[0] : end;
    };
    expect(await failure({ builder: 'hone-none' })).toMatchObject({ ruleId: 'docker/no-builder' });
    expect(await failure({ platforms: ['linux/amd64', 'linux/arm64'] })).toMatchObject({
      ruleId: 'docker/option-invalid',
    });
    expect(await failure({ builder: 'default', cacheTo: [`type=registry,ref=${registry.host}/x`] })).toMatchObject({
      ruleId: 'docker/buildx',
      hint: expect.stringContaining('docker buildx create'),
    });
  });
});

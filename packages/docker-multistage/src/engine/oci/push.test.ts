import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerEngine } from '../../../tests/docker-engine.js';
import type { BuildRun, ImageRequest, ImageResult } from '../build/types.js';
import { type Registry, startRegistry } from './fixtures/registry.js';
import { buildImage, freshTag, hasProgram, removeImage, temporaryFolder } from './fixtures/testing.js';
import { parsePlatform, loadImage } from './load-image.js';
import { pushOutput } from './push-output.js';
import { registryOf } from './registry.js';

const { docker } = await dockerEngine('push');
const hasRegistry = hasProgram('docker-registry', '--version');
if (!hasRegistry) console.warn('SKIPPED push: docker-registry is missing: apt-get install docker-registry');

/** `pass-1234`, in bcrypt. */
const LOGIN = 'ada:$2b$04$aAQfMIxx0O1lC.3tdbPateU7RsdA1rM02ZVTP8hXY0Gu4Oep.rGny';

it.each([
  ['api', 'docker.io'],
  ['acme/api', 'docker.io'],
  ['localhost/api', 'localhost'],
  ['127.0.0.1:5000/api', '127.0.0.1:5000'],
  ['ghcr.io/acme/api', 'ghcr.io'],
])('%s is in the registry %s', (name, host) => expect(registryOf(name)).toBe(host));

describe.skipIf(!docker || !hasRegistry)('a push', () => {
  const folder = temporaryFolder();
  const run: BuildRun = { workspaceRoot: folder.path, signal: new AbortController().signal, onLine: () => undefined };
  const used: string[] = [];
  const before = process.env['DOCKER_CONFIG'];
  let open: Registry;
  let closed: Registry;

  beforeAll(async () => {
    open = await startRegistry(path.join(folder.path, 'open'));
    closed = await startRegistry(path.join(folder.path, 'closed'), LOGIN);
    process.env['DOCKER_CONFIG'] = path.join(folder.path, 'docker');
    mkdirSync(process.env['DOCKER_CONFIG']);
  });
  afterAll(async () => {
    if (before === undefined) delete process.env['DOCKER_CONFIG'];
    else process.env['DOCKER_CONFIG'] = before;
    for (const name of used) await removeImage(docker!, name);
    await Promise.all([open.stop(), closed.stop()]);
    folder.remove();
  });

  async function push(registry: Registry, ...names: string[]): Promise<ImageResult> {
    const tags = names.map((name) => `${registry.host}/${name}`);
    used.push(...tags);
    const id = await buildImage(docker!, tags[0]!, { hello: 'hi\n' });
    for (const tag of tags.slice(1)) {
      await docker!
        .getImage(id)
        .tag({ repo: tag.slice(0, tag.lastIndexOf(':')), tag: tag.slice(tag.lastIndexOf(':') + 1) });
    }
    const image = { stage: 'production', name: '', tags, id, size: 1, layers: [], steps: [], seconds: 1 };
    const request = { tags } as unknown as ImageRequest;
    return { ...image, ...(await pushOutput(docker!, image, request, run)) };
  }

  function login(auths: Record<string, { auth: string }>): void {
    writeFileSync(path.join(process.env['DOCKER_CONFIG']!, 'config.json'), JSON.stringify({ auths }));
  }

  it('gives the digest that the registry has, and the image is pulled by it', async () => {
    const name = freshTag('push');
    const image = await push(open, name, `${name}-b`);
    const answer = await fetch(`http://${open.host}/v2/${name.replace(':', '/manifests/')}`, {
      headers: { Accept: 'application/vnd.docker.distribution.manifest.v2+json' },
    });
    expect(answer.headers.get('docker-content-digest')).toBe(image.digest);
    expect(image.pushed).toEqual(image.tags.map((tag) => `${tag}@${image.digest}`));

    for (const tag of image.tags) await removeImage(docker!, tag);
    const target = { docker: docker!, platform: parsePlatform('linux/amd64'), workspaceRoot: '/', signal: run.signal };
    expect(await loadImage(target, image)).toEqual({ how: 'pulled', id: image.id, tagged: image.tags });
    expect(await loadImage(target, image)).toEqual({ how: 'present', id: image.id, tagged: [] });
  });

  it('logs in as the docker CLI would, and says what to do where that is refused', async () => {
    const name = freshTag('login');
    login({});
    await expect(push(closed, name)).rejects.toMatchObject({
      message: expect.stringContaining(`could not push ${closed.host}/${name}: `),
      hint: expect.stringContaining('docker login'),
    });
    login({ [closed.host]: { auth: Buffer.from('ada:wrong').toString('base64') } });
    await expect(push(closed, name)).rejects.toMatchObject({ hint: expect.stringContaining('docker login') });
    login({ [closed.host]: { auth: Buffer.from('ada:pass-1234').toString('base64') } });
    expect((await push(closed, name)).digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('says so when there is no registry, or another image has the name', async () => {
    const nowhere = { ...open, host: '127.0.0.1:9' };
    await expect(push(nowhere, freshTag('none'))).rejects.toMatchObject({
      hint: expect.stringContaining('must reach'),
    });
    const image = await push(open, freshTag('moved'));
    const request = { tags: image.tags } as unknown as ImageRequest;
    const other = { ...image, id: `sha256:${'0'.repeat(64)}` };
    await expect(pushOutput(docker!, other, request, run)).rejects.toMatchObject({ code: 'docker/wrong-image' });
  });
});

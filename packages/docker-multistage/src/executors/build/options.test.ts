import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildEngine } from '../../engine/build/build.js';
import type { ImageFile, ImageResult } from '../../engine/build/types.js';
import { dockerEngine, standIn } from '../../../tests/docker-engine.js';
import { readAll } from '../../../tests/engine-proxy.js';
import type { BuildOptions } from './schema.js';

const NAME = 'hone-test/build-options';
const DEBIAN = standIn('debian:bookworm');
const { docker, missing } = await dockerEngine('docker-build: options', 'debian:bookworm');

let root: string;
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'hone-options-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));
afterAll(async () => {
  for (const { RepoTags } of (await docker?.listImages({ filters: { reference: [`${NAME}*`, `*/${NAME}*`] } })) ?? []) {
    for (const tag of RepoTags ?? []) await docker!.getImage(tag).remove({ force: true });
  }
});

interface Built {
  image: ImageResult | undefined;
  /** What went wrong. */
  messages: string[];
  /** What the builder said, without the numbers of steps. */
  lines: string[];
}

async function build(dockerfile: string, options: BuildOptions = {}): Promise<Built> {
  writeFileSync(path.join(root, 'Dockerfile'), dockerfile);
  const task = {
    id: 'api:docker-build',
    project: 'api',
    root: '.',
    target: 'docker-build',
    nestedRoots: [],
    options: { dockerfile: 'Dockerfile', context: '{workspaceRoot}', image: NAME, ...options },
  };
  const lines: string[] = [];
  const context = {
    workspaceRoot: root,
    signal: new AbortController().signal,
    verbose: false,
    progress: (line: string) => void lines.push(line.replace(/^#\d+ /, '')),
  };
  for await (const [, { report, outputs = {} }] of buildEngine.run([task], context)) {
    const [text] = Object.values(outputs);
    const messages = report.diagnostics.map(({ message }) => message);
    return { image: text === undefined ? undefined : (JSON.parse(text) as ImageFile).images[0], messages, lines };
  }
  throw new Error('The engine gave no outcome.');
}

/** A step that always runs, and prints. */
const printing = (command: string): string => `FROM ${DEBIAN}\nRUN ${command} && : ${process.pid}-${Date.now()}\n`;

describe.skipIf(missing !== undefined)('what reaches the builder', { timeout: 60_000 }, () => {
  it('noCache: every step runs again', async () => {
    const dockerfile = `FROM ${DEBIAN}\nRUN echo a step\n`;
    await build(dockerfile);
    const cachedSteps = async (options: BuildOptions): Promise<boolean[] | undefined> =>
      (await build(dockerfile, options)).image?.steps.map(({ cached }) => cached);
    expect(await cachedSteps({})).toEqual([true, true]);
    expect(await cachedSteps({ noCache: true })).toEqual([true, false]);
  });

  it('network: without one there is no way out', async () => {
    const dockerfile = printing('echo interfaces: $(ls /sys/class/net)');
    const interfaces = async (options: BuildOptions): Promise<string | undefined> =>
      (await build(dockerfile, { ...options, noCache: true })).lines.find((line) => line.startsWith('interfaces:'));
    expect(await interfaces({ network: 'none' })).toBe('interfaces: lo');
    expect(await interfaces({})).not.toBe('interfaces: lo');
  });

  it('extraHosts: they are in /etc/hosts', async () => {
    const { lines, messages } = await build(printing('cat /etc/hosts'), {
      extraHosts: ['one.test:10.1.2.3', 'two.test:10.1.2.4'],
    });
    expect(messages).toEqual([]);
    expect(lines).toContain('10.1.2.3\tone.test');
    expect(lines).toContain('10.1.2.4\ttwo.test');
  });

  it('platform: the image is for it', async () => {
    const { image } = await build('FROM scratch\nARG TARGETPLATFORM\nLABEL platform=$TARGETPLATFORM\n', {
      platforms: ['linux/arm64'],
    });
    const { Architecture, Config } = await docker!.getImage(image!.id).inspect();
    expect([Architecture, Config.Labels['platform']]).toEqual(['arm64', 'linux/arm64']);
  });

  it('pull: the registry is asked, also for an image that the engine has', async () => {
    const base = `localhost:1/${NAME}`;
    await docker!.getImage(DEBIAN).tag({ repo: base, tag: 'base' });
    const dockerfile = `FROM ${base}:base\nLABEL pulled=no\n`;
    expect((await build(dockerfile)).messages).toEqual([]);
    expect((await build(dockerfile, { pull: true })).messages).toEqual([
      `The image ${base}:base cannot be had: connection refused.`,
    ]);
  });

  it('inlineCache: the image says what it was built from', async () => {
    writeFileSync(path.join(root, 'file.txt'), String(process.pid));
    const saved = async (options: BuildOptions): Promise<string> => {
      const { image } = await build('FROM scratch\nCOPY file.txt /\n', options);
      return (await readAll(await docker!.getImage(image!.id).get())).toString('latin1');
    };
    expect(await saved({ inlineCache: true })).toContain('moby.buildkit.cache.v0');
    expect(await saved({})).not.toContain('moby.buildkit.cache.v0');
  });

  it.each(['localhost:1/hone-test/cache:1', 'type=registry,ref=localhost:1/hone-test/cache:1'])(
    'cacheFrom: the builder looks into %s, and goes on without it',
    async (cache) => {
      const { lines, messages } = await build(printing('true'), { cacheFrom: [cache] });
      expect(messages).toEqual([]);
      expect(lines).toContain('importing cache manifest from localhost:1/hone-test/cache:1');
    },
  );

  // Engine 20.10 takes it and ignores it, so what is sent has to do.
  it.skipIf(process.platform === 'win32')('shmSize: in bytes', async () => {
    const sent: Buffer[] = [];
    const server = createServer((client) => {
      client.on('data', (data) => sent.push(data));
      const engine = connect('/var/run/docker.sock');
      for (const socket of [client, engine]) socket.on('error', () => undefined);
      client.pipe(engine).pipe(client);
    });
    const socket = path.join(root, 'proxy.sock');
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    vi.stubEnv('DOCKER_HOST', `unix://${socket}`);
    try {
      await build('FROM scratch\nLABEL size=32m\n', { shmSize: '32m' });
    } finally {
      vi.unstubAllEnvs();
      server.close();
    }
    expect(Buffer.concat(sent).toString('latin1')).toMatch(/POST \/build\?\S*\bshmsize=33554432\b/);
  });
});

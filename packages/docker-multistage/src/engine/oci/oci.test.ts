import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, readdirSync, truncateSync, writeFileSync, copyFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import Docker from 'dockerode';
import { afterAll, describe, expect, it } from 'vitest';
import { dockerEngine } from '../../../tests/docker-engine.js';
import { withArchive } from './open-archive.js';
import { readSavedImages } from './saved-image.js';
import { buildImage, freshTag, hasProgram, removeImage, temporaryFolder } from './fixtures/testing.js';
import { type WrittenArchive, writeEngineImage } from './write-archive.js';

const { docker } = await dockerEngine('OCI archives');
const hasSkopeo = hasProgram('skopeo', '--version');
if (!hasSkopeo) console.warn('SKIPPED skopeo reads an archive: skopeo is missing: apt-get install skopeo');
const folder = temporaryFolder();
const used: string[] = [];
afterAll(async () => {
  folder.remove();
  for (const tag of used) await removeImage(docker!, tag);
});

async function image(label: string, files: Record<string, string>): Promise<{ id: string; tag: string }> {
  const tag = freshTag(label);
  used.push(tag);
  return { id: await buildImage(docker!, tag, files), tag };
}

function write(id: string, archive: string, ...tags: string[]): Promise<WrittenArchive> {
  return writeEngineImage(docker!, id, {
    workspaceRoot: folder.path,
    archive,
    tags,
    signal: new AbortController().signal,
  });
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const file = (name: string): string => path.join(folder.path, name);
const text = (archive: string, name: string): string =>
  execFileSync('tar', ['-xOf', file(archive), name], { encoding: 'utf8' });

describe.skipIf(!docker)('an archive of an image of the engine', () => {
  it('is the same bytes each time, and loads as the same image', async () => {
    const { id, tag } = await image('same', { hello: 'hi\n', other: 'there\n' });
    const first = await write(id, 'out/a.tar', tag);
    const second = await write(id, 'out/b.tar', tag);
    expect(second).toEqual(first);
    expect(first.configDigest).toBe(id);
    expect(sha256(readFileSync(file('out/b.tar')))).toBe(sha256(readFileSync(file('out/a.tar'))));
    expect(readdirSync(file('out'))).toEqual(['a.tar', 'b.tar']);

    await removeImage(docker!, tag);
    const answer = await docker!.loadImage(createReadStream(file('out/a.tar')));
    await pipeline(answer, async (chunks) => {
      for await (const chunk of chunks) expect(String(chunk)).not.toContain('errorDetail');
    });
    expect((await docker!.getImage(tag).inspect()).Id).toBe(id);
  });

  it('is an OCI layout: every blob is what its name says, every descriptor leads to a blob of its size', async () => {
    const { id, tag } = await image('layout', { hello: 'hi\n', twice: 'x\n' });
    const { manifestDigest } = await write(id, 'layout.tar', tag, `${tag}-b`);
    expect(JSON.parse(text('layout.tar', 'oci-layout'))).toEqual({ imageLayoutVersion: '1.0.0' });
    const index = JSON.parse(text('layout.tar', 'index.json'));
    expect(index).toMatchObject({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json' });
    expect(index.manifests).toHaveLength(2);
    expect(index.manifests[0]).toMatchObject({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: manifestDigest,
      annotations: {
        'io.containerd.image.name': `docker.io/${tag}`,
        'org.opencontainers.image.ref.name': tag.split(':')[1],
      },
      platform: { os: 'linux' },
    });
    await withArchive(file('layout.tar'), 'layout.tar', async ({ members }) => {
      const blobs = [...members.values()].filter(({ name, kind }) => name.startsWith('blobs/') && kind === 'file');
      const bytes = readFileSync(file('layout.tar'));
      for (const { name, offset, size } of blobs) {
        expect(`blobs/sha256/${sha256(bytes.subarray(offset, offset + size))}`).toBe(name);
      }
      const manifest = JSON.parse(text('layout.tar', `blobs/${manifestDigest.replace(':', '/')}`));
      expect(manifest.config.digest).toBe(id);
      for (const { digest, size } of [manifest.config, ...manifest.layers]) {
        expect(members.get(`blobs/${digest.replace(':', '/')}`)?.size).toBe(size);
      }
      expect(blobs).toHaveLength(2 + new Set(manifest.layers.map(({ digest }: { digest: string }) => digest)).size);
    });
  });

  it('is read as it was written', async () => {
    const { id, tag } = await image('read', { hello: 'hi\n' });
    const { manifestDigest } = await write(id, 'read.tar', tag);
    await withArchive(file('read.tar'), 'read.tar', async (archive) => {
      const [found, ...more] = await readSavedImages(archive);
      expect(more).toEqual([]);
      expect([found!.config.digest, found!.manifest!.digest]).toEqual([id, manifestDigest]);
    });
  });

  it.skipIf(!hasSkopeo)('is read by skopeo', async () => {
    const { id, tag } = await image('skopeo', { hello: 'hi\n' });
    const { manifestDigest } = await write(id, 'skopeo.tar', tag);
    const inspect = (source: string): { Digest: string } =>
      JSON.parse(execFileSync('skopeo', ['inspect', source], { encoding: 'utf8' }));
    expect(inspect(`oci-archive:${file('skopeo.tar')}`).Digest).toBe(manifestDigest);
    expect(inspect(`docker-archive:${file('skopeo.tar')}`)).toMatchObject({ Os: 'linux' });
    const raw = execFileSync('skopeo', ['inspect', '--config', '--raw', `oci-archive:${file('skopeo.tar')}`]);
    expect(`sha256:${sha256(raw)}`).toBe(id);
  });

  it('is not there when the engine has no such image, and what was there stays', async () => {
    writeFileSync(file('kept.tar'), 'old');
    const id = `sha256:${'0'.repeat(64)}`;
    await expect(write(id, 'kept.tar', 'x:1')).rejects.toThrow(
      /could not export the image sha256:0+: (?!.*HTTP).*no such (image|file)/i,
    );
    await expect(write(id, 'never/a.tar', 'x:1')).rejects.toThrow();
    expect(readFileSync(file('kept.tar'), 'utf8')).toBe('old');
    expect(readdirSync(file('never'))).toEqual([]);
  });
});

describe.skipIf(!docker)('a damaged archive', () => {
  const open = (name: string): Promise<unknown> => withArchive(file(name), name, readSavedImages);

  it('says what is wrong with it', async () => {
    const { id, tag } = await image('damaged', { hello: 'hi\n' });
    await write(id, 'good.tar', tag);
    const size = readFileSync(file('good.tar')).length;
    for (const [name, length] of [
      ['half.tar', size / 2],
      ['no-end.tar', size - 1024],
      ['empty.tar', 0],
    ] as const) {
      copyFileSync(file('good.tar'), file(name));
      truncateSync(file(name), length);
      await expect(open(name)).rejects.toMatchObject({ code: 'oci/truncated', file: name });
    }
    writeFileSync(file('text.tar'), 'x'.repeat(2048));
    await expect(open('text.tar')).rejects.toMatchObject({ code: 'oci/not-tar' });
    await expect(open('none.tar')).rejects.toMatchObject({ code: 'oci/missing' });

    const bytes = readFileSync(file('good.tar'));
    const at = bytes.lastIndexOf('"architecture"');
    bytes.write('"architecturE"', at);
    writeFileSync(file('changed.tar'), bytes);
    await expect(open('changed.tar')).rejects.toThrow(/has another digest than its name says/);
  });
});

it('leaves nothing behind when the engine goes away in the middle', async () => {
  const socket = file('engine.sock');
  const server = createServer((_request, answer) => {
    answer.write(Buffer.alloc(4096));
    setTimeout(() => answer.destroy(), 50);
  }).listen(socket);
  const target = { workspaceRoot: folder.path, archive: 'gone/a.tar', tags: [], signal: new AbortController().signal };
  await expect(writeEngineImage(new Docker({ socketPath: socket }), 'sha256:1', target)).rejects.toMatchObject({
    code: 'docker/no-engine',
    message: expect.stringContaining('could not export the image sha256:1: the engine does not answer'),
  });
  server.close();
  expect(readdirSync(file('gone'))).toEqual([]);
});

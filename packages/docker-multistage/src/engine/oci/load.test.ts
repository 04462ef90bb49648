import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerEngine } from '../../../tests/docker-engine.js';
import type { LoadOptions } from '../../executors/load/schema.js';
import type { ImageResult } from '../build/types.js';
import { buildImage, freshTag, removeImage, temporaryFolder } from './fixtures/testing.js';
import { loadEngine } from './load.js';
import { writeEngineImage } from './write-archive.js';

const { docker } = await dockerEngine('docker-load');
const workspace = temporaryFolder();
const used: string[] = [];
afterAll(async () => {
  workspace.remove();
  for (const name of used) await removeImage(docker!, name);
});

async function load(options: LoadOptions = {}): Promise<TaskOutcome> {
  const task: EngineTask<LoadOptions> = {
    id: 'api:docker-load',
    project: 'api',
    root: 'services/api',
    target: 'docker-load',
    options,
    nestedRoots: [],
  };
  const context = { workspaceRoot: workspace.path, signal: new AbortController().signal, verbose: false };
  for await (const [, outcome] of loadEngine.run([task], context)) return outcome;
  throw new Error('no outcome');
}

const FILE = 'dist/hone/services/api/image.json';
const ARCHIVE = 'dist/hone/services/api/image.oci.tar';
const at = (name: string): string => path.join(workspace.path, name);

function record(...images: Partial<ImageResult>[]): void {
  const rest = { stage: 'production', name: 'x', tags: [], size: 1, layers: [], steps: [], seconds: 1 };
  writeFileSync(
    at(FILE),
    JSON.stringify({ schema: 1, project: 'api', images: images.map((image) => ({ ...rest, ...image })) }),
  );
}

const idOf = async (name: string): Promise<string | undefined> =>
  docker!
    .getImage(name)
    .inspect()
    .then(
      ({ Id }) => Id,
      () => undefined,
    );

describe.skipIf(!docker)('docker-load', () => {
  let id: string;
  let digest: string;
  let image: Partial<ImageResult>;
  const tag = freshTag('load');
  const second = freshTag('load');

  beforeAll(async () => {
    used.push(tag, second);
    id = await buildImage(docker!, tag, { hello: 'hi\n' });
    ({ manifestDigest: digest } = await writeEngineImage(docker!, id, {
      workspaceRoot: workspace.path,
      archive: ARCHIVE,
      tags: [tag],
      signal: new AbortController().signal,
    }));
    image = { tags: [tag, second], id, digest, archive: ARCHIVE };
    cpSync(at(ARCHIVE), at('good.tar'));
  });

  it('only tags an image that the engine has', async () => {
    record(image);
    expect(await load()).toMatchObject({
      notes: [`${tag}, ${second}: the engine has it, tagged ${second}.`],
      report: { diagnostics: [] },
    });
    expect(await idOf(second)).toBe(id);
    expect((await load()).notes).toEqual([`${tag}, ${second}: the engine has it.`]);
  });

  it('loads what the engine has not, and takes a tag back from another image', async () => {
    await removeImage(docker!, tag);
    await removeImage(docker!, second);
    const other = await buildImage(docker!, second, { hello: 'another\n' });
    expect(await idOf(id)).toBeUndefined();
    record(image);
    expect((await load()).notes).toEqual([`${tag}, ${second}: loaded from its archive.`]);
    expect([await idOf(tag), await idOf(second)]).toEqual([id, id]);
    await removeImage(docker!, other);
  });

  it('says which stage is missing', async () => {
    record(image);
    const outcome = await load({ stages: ['worker'] });
    expect(outcome.failed).toBe(true);
    expect(outcome.report.diagnostics[0]?.message).toContain('no image of the stage "worker", only of production');
  });

  describe('says what is wrong, and leaves the engine as it was, with', () => {
    beforeAll(async () => {
      await removeImage(docker!, tag);
      await removeImage(docker!, second);
    });

    const cases: [name: string, damage: () => void, code: string, message: RegExp][] = [
      ['no image.json', () => rmSync(at(FILE)), 'docker/no-image-file', /image\.json is not there/],
      ['another image.json', () => writeFileSync(at(FILE), '{}'), 'docker/no-image-file', /its schema is undefined/],
      ['half an image.json', () => writeFileSync(at(FILE), '{"sch'), 'docker/no-image-file', /it is no JSON/],
      ['no archive', () => rmSync(at(ARCHIVE)), 'oci/missing', /image\.oci\.tar is not there/],
      ['half an archive', () => truncateSync(at(ARCHIVE), 5000), 'oci/truncated', /is truncated/],
      ['a layer that was changed', () => change('hi\n', 'ho\n'), 'oci/broken', /the layer .* has another digest/],
      [
        'the archive of another build',
        () => record({ ...image, id: `sha256:${'0'.repeat(64)}`, digest: `sha256:${'1'.repeat(64)}` }),
        'docker/wrong-image',
        /holds the image sha256/,
      ],
      [
        'an image that was only in the engine',
        () => record({ tags: [tag], id }),
        'docker/image-gone',
        /kept nowhere else/,
      ],
      [
        'an image for another platform',
        () => record({ ...image, platforms: [{ platform: 'plan9/mips', id, digest }] }),
        'oci/platform',
        /is not for linux/,
      ],
    ];

    function change(from: string, to: string): void {
      const bytes = readFileSync(at(ARCHIVE));
      bytes.write(to, bytes.indexOf(from));
      writeFileSync(at(ARCHIVE), bytes);
    }

    it.each(cases)('%s', async (_name, damage, code, message) => {
      record(image);
      cpSync(at('good.tar'), at(ARCHIVE));
      damage();
      const { report, failed } = await load();
      expect(failed).toBe(true);
      expect(report.diagnostics).toEqual([expect.objectContaining({ ruleId: code, hint: expect.any(String) })]);
      expect(report.diagnostics[0]?.message).toMatch(message);
      expect([await idOf(tag), await idOf(id)]).toEqual([undefined, undefined]);
    });
  });

  it('says that there is no engine', async () => {
    const host = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = `unix://${at('no.sock')}`;
    try {
      await expect(load()).rejects.toMatchObject({ code: 'docker/no-engine' });
    } finally {
      if (host === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = host;
    }
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { afterAll, describe, expect, it } from 'vitest';
import { dockerEngine, standIn } from '../../../tests/docker-engine.js';
import type { CacheOptions } from '../../executors/cache/schema.js';
import { temporaryFolder } from '../oci/fixtures/testing.js';
import { type CacheReport, cacheEngine, rulesOf } from './cache.js';
import { buildCache } from './fixtures/build.js';
import { startPrivateEngine } from './fixtures/private-engine.js';
import { pruneRecords } from './prune.js';
import { readCacheRecords } from './records.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

async function run(options: CacheOptions, host?: string): Promise<TaskOutcome> {
  const before = process.env['DOCKER_HOST'];
  if (host !== undefined) process.env['DOCKER_HOST'] = host;
  try {
    const task: EngineTask<CacheOptions> = {
      ...{ id: 'api:docker-cache', project: 'api', root: 'api', target: 'docker-cache', options, nestedRoots: [] },
    };
    const context = { workspaceRoot: folder.path, signal: new AbortController().signal, verbose: false };
    for await (const [, outcome] of cacheEngine.run([task], context)) return outcome;
    throw new Error('no outcome');
  } finally {
    if (before === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = before;
  }
}

it('prunes nothing when it is not said what', () => {
  expect(() => rulesOf({})).toThrow(/does not say what may be removed/);
  expect(() => rulesOf({ dryRun: true })).toThrow(/does not say what may be removed/);
});

const shared = await dockerEngine('docker-cache', 'debian:bookworm');
describe.skipIf(!shared.docker)('the cache of an engine', () => {
  it('shows a cache mount with its path, as a table and as data', async () => {
    const target = `/hone-test-cache-${process.pid}`;
    await buildCache(shared.docker!, {
      Dockerfile: `FROM ${standIn('debian:bookworm')}\nRUN --mount=type=cache,target=${target} head -c 100000 /dev/zero > ${target}/x\n`,
    });
    const [record] = (await readCacheRecords(shared.docker!)).filter(({ mountTarget }) => mountTarget === target);
    expect(record).toMatchObject({ kind: 'cache mount', inUse: false, usageCount: expect.any(Number) });
    expect(record!.size).toBeGreaterThanOrEqual(100_000);

    const table = await run({ limit: 1000 });
    expect(table.notes?.find((line) => line.includes(target))).toMatch(
      /^ *\d+kB +\d+s ago +\d+ +cache mount +\/hone-test/,
    );
    const outcome = await run({ format: 'json', outputPath: '{projectRoot}/cache.json' });
    const report = JSON.parse(outcome.notes!.join('\n')) as CacheReport;
    expect(report.records.map(({ id }) => id)).toContain(record!.id);
    expect(JSON.parse(outcome.outputs!['api/cache.json']!)).toEqual(report);

    expect((await pruneRecords(shared.docker!, [record!.id])).ids).toEqual([record!.id]);
    expect((await readCacheRecords(shared.docker!)).some(({ mountTarget }) => mountTarget === target)).toBe(false);
  });
});

const own = await startPrivateEngine(path.join(folder.path, 'engine'));
if (!own) console.warn('SKIPPED docker-cache prunes: no engine of its own: dockerd and root are needed');
describe.skipIf(!own)('pruning', () => {
  const { docker, host } = own ?? { docker: undefined!, host: '' };
  afterAll(() => own?.stop());

  const text = (size: number): string => 'x'.repeat(size);
  async function fill(): Promise<void> {
    const small = 'FROM scratch\nCOPY a /a\nCOPY b /b\n';
    await buildCache(docker, { Dockerfile: small, a: text(10_000), b: text(20_000) });
    await buildCache(docker, { Dockerfile: `${small}COPY c /c\n`, a: text(10_000), b: text(20_000), c: text(40_000) });
    await buildCache(docker, { Dockerfile: 'FROM scratch\nCOPY d /d\nCOPY e /e\n', d: text(80_000), e: text(5_000) });
  }

  it.each<NonNullable<CacheOptions['prune']>>([
    { keepStorage: '200kB' },
    { keepStorage: '120kB' },
    { keepStorage: '1GB' },
    { olderThan: '1h' },
    { olderThan: '1s' },
    { unused: true },
  ])('removes what the dry run said: %o', async (rules) => {
    await fill();
    if (rules.olderThan === '1s') await new Promise((resolve) => setTimeout(resolve, 1100));
    const before = await readCacheRecords(docker);
    expect(before.length).toBeGreaterThan(5);
    const jsonOf = async (prune: CacheOptions['prune']): Promise<CacheReport> =>
      JSON.parse((await run({ format: 'json', prune }, host)).notes!.join('\n')) as CacheReport;
    const dry = await jsonOf({ ...rules, dryRun: true });
    expect(await readCacheRecords(docker)).toHaveLength(before.length);
    const real = await jsonOf(rules);
    expect(real.prune).toMatchObject({ dryRun: false, freed: dry.prune!.freed });
    expect([...real.prune!.removed].sort()).toEqual([...dry.prune!.removed].sort());
    expect(real.records).toHaveLength(before.length - real.prune!.removed.length);
  });

  it('says what it did', async () => {
    await fill();
    const notes = (await run({ prune: { unused: true } }, host)).notes!;
    expect(notes.at(-2)).toMatch(/^\d+ records were removed, which frees \d+kB\.$/);
    expect(notes.at(-1)).toBe('Left: 0 records with 0B.');
    expect(readFileSync(path.join(folder.path, 'engine/pid'), 'utf8')).toMatch(/^\d+/);
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyTree } from '../harness/files.js';
import { hits, ran, validate } from '../harness/nx.js';
import { reports } from '../harness/reports.js';
import { freshWorkspace } from '../harness/workspace.js';
import { type RemoteCache, startRemoteCache } from '../remote-cache-server.js';

const TOKEN = 'a-secret';

describe('Two clones with a remote cache', () => {
  let cache: RemoteCache;
  let first: string;
  let second: string;

  beforeAll(async () => {
    cache = await startRemoteCache(TOKEN);
    first = freshWorkspace('ready', '23', 'first');
    second = join(first, '..', 'elsewhere', 'second clone');
    copyTree(first, second);
  });
  afterAll(() => cache.stop());

  const env = () => ({
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: cache.url,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: TOKEN,
  });

  it('the second has nothing left to do, and the same reports', async () => {
    const filled = await validate(first, 'all', { env: env() });
    expect(filled.code, filled.output).toBe(0);
    expect(ran(filled).length).toBeGreaterThan(6);
    expect(cache.stored()).toBeGreaterThanOrEqual(filled.tasks.length);

    const taken = await validate(second, 'all', { env: env() });
    expect(taken.code, taken.output).toBe(0);
    expect(taken.tasks.filter((task) => task.cacheStatus !== 'remote-cache-hit')).toEqual([]);
    expect(hits(taken, 'remote-cache-hit')).toEqual(ran(filled));
    expect(reports(second)).toEqual(reports(first));
  });

  it('a wrong token gives no hits and does no harm', async () => {
    const third = freshWorkspace('ready', '23', 'third');
    const wrong = { ...env(), NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'wrong' };
    const run = await validate(third, ['textkit'], { env: wrong });
    expect(hits(run)).toEqual([]);
    expect(ran(run)).toEqual(['textkit']);
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyTree, edit } from '../harness/files.js';
import { hits, ran, validate } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { reports } from '../harness/reports.js';
import { freshWorkspace } from '../harness/workspace.js';
import { type RemoteCache, startRemoteCache } from '../remote-cache-server.js';

const TOKENS = { write: 'of-main', read: 'of-a-pull-request' };

describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('Two clones with a remote cache on Nx %s', (version) => {
  let cache: RemoteCache;
  let first: string;
  let second: string;

  beforeAll(async () => {
    cache = await startRemoteCache(TOKENS);
    first = freshWorkspace('ready', version, 'first');
    second = join(first, '..', 'elsewhere', 'second clone');
    copyTree(first, second);
  });
  afterAll(() => cache.stop());

  const env = (token: string) => ({
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: cache.url,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token,
  });

  it('the second has nothing left to do, and the same reports', async () => {
    const filled = await validate(first, 'all', { env: env(TOKENS.write) });
    expect(filled.code, filled.output).toBe(0);
    expect(ran(filled).length).toBeGreaterThan(6);
    expect(cache.stored()).toBeGreaterThanOrEqual(filled.tasks.length);

    const taken = await validate(second, 'all', { env: env(TOKENS.write) });
    expect(taken.code, taken.output).toBe(0);
    expect(taken.tasks.filter((task) => task.cacheStatus !== 'remote-cache-hit')).toEqual([]);
    expect(hits(taken, 'remote-cache-hit')).toEqual(ran(filled));
    expect(reports(second)).toEqual(reports(first));
  });

  it('a pull request takes results, and stores none', async () => {
    const third = join(first, '..', 'third');
    copyTree(first, third);
    edit(third, 'libs/textkit/src/textkit/words.py', (text) => `${text}\n# more\n`);
    const before = cache.stored();

    const run = await validate(third, 'all', { env: env(TOKENS.read) });
    expect(run.code, run.output).toBe(0);
    expect(ran(run)).toEqual(['textkit']);
    expect(cache.stored()).toBe(before);
  });
});

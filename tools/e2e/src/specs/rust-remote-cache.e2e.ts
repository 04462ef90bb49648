import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCargo } from '../harness/cargo.js';
import { copyTree, edit, snapshot } from '../harness/files.js';
import { check, hits, ran } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { reports } from '../harness/reports.js';
import { freshWorkspace } from '../harness/workspace.js';
import { type RemoteCache, startRemoteCache } from '../remote-cache-server.js';

const TOKENS = { write: 'of-main', read: 'of-a-pull-request' };

const cargo = await hasCargo('remote cache of rust-check');

describe.skipIf(!cargo).each(Object.keys(NX_VERSIONS) as NxVersion[])(
  'Two clones of crates with a remote cache on Nx %s',
  (version) => {
    let cache: RemoteCache;
    let first: string;
    let second: string;

    beforeAll(async () => {
      cache = await startRemoteCache(TOKENS);
      first = freshWorkspace('cratesReady', version, 'first');
      second = join(first, '..', 'elsewhere', 'second clone');
      // A warning, so that reports have something to say.
      edit(first, 'libs/money/src/lib.rs', (text) => `${text}\nfn nobody() {}\n`);
      copyTree(first, second);
    });
    afterAll(() => cache.stop());

    const env = (token: string) => ({
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: cache.url,
      NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token,
    });

    it('the second has nothing left to do, and the same reports', async () => {
      const filled = await check(first, 'all', { env: env(TOKENS.write) });
      expect(filled.code, filled.output).toBe(0);
      expect(ran(filled)).toHaveLength(5);

      const taken = await check(second, 'all', { env: env(TOKENS.write) });
      expect(taken.code, taken.output).toBe(0);
      expect(taken.tasks.filter((task) => task.cacheStatus !== 'remote-cache-hit')).toEqual([]);
      expect(hits(taken, 'remote-cache-hit')).toEqual(ran(filled));
      expect(reports(second)).toEqual(reports(first));
      expect(Object.keys(snapshot(second)).filter((file) => file.startsWith('target/'))).toEqual([]);
    });

    it('a pull request checks what it changed, and stores nothing', async () => {
      const third = join(first, '..', 'third');
      copyTree(second, third);
      edit(third, 'libs/labels/src/lib.rs', (text) => `${text}\n// more\n`);
      const before = cache.stored();

      const run = await check(third, 'all', { env: env(TOKENS.read) });
      expect(run.code, run.output).toBe(0);
      expect(ran(run)).toEqual(['labels', 'till']);
      expect(cache.stored()).toBe(before);
    });
  },
);

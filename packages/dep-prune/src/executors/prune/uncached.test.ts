import { expect, it } from 'vitest';
import { refuseCached } from './uncached.js';

const task = (cache?: boolean) => ({
  project: 'app',
  target: 'dep-prune',
  root: 'app',
  workspaceRoot: '/w',
  configuration: cache === undefined ? {} : { cache },
});

it('refuses what writes or proves in a cached task, and names the target to run', () => {
  expect(() => refuseCached({ fix: true }, task(true), {})).toThrow('app:dep-prune is cached, so `fix` may not run');
  expect(() => refuseCached({ verify: ['test'] }, task(true), {})).toThrow('`verify` may not run in it');
});

it('lets pass what is not cached, what skips the cache, and what only looks', () => {
  expect(() => refuseCached({ fix: true }, task(false), {})).not.toThrow();
  expect(() => refuseCached({ fix: true }, task(), {})).not.toThrow();
  expect(() => refuseCached({ fix: true }, task(true), { NX_SKIP_NX_CACHE: 'true' })).not.toThrow();
  expect(() => refuseCached({}, task(true), {})).not.toThrow();
});

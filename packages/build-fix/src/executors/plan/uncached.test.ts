import { expect, it } from 'vitest';
import { refuseCached } from './uncached.js';

const task = { project: 'app', target: 'build-fix' };

it('refuses in a cached task what Nx does not hash, and says what to do', () => {
  expect(() => refuseCached({ from: 'ci.log' }, task, true, {})).toThrow('app:build-fix is cached, so `from`');
  expect(() => refuseCached({ onlyChanged: 'main' }, task, true, {})).toThrow('main can move');
});

it('lets pass what can not change, what is not cached, and what skips the cache', () => {
  expect(() => refuseCached({ onlyChanged: 'a'.repeat(40), targets: ['lint'] }, task, true, {})).not.toThrow();
  expect(() => refuseCached({ from: 'ci.log' }, task, false, {})).not.toThrow();
  expect(() => refuseCached({ from: 'ci.log' }, task, true, { NX_SKIP_NX_CACHE: 'true' })).not.toThrow();
});

import { expect, it } from 'vitest';
import { taskClosure } from './task-closure.js';

const facts = {
  targets: {
    app: {
      test: { dependsOn: ['build', '^check-*'] },
      build: { dependsOn: ['^build'] },
      lint: {},
      e2e: { dependsOn: [{ target: 'serve', projects: ['other'] }, 'lib:lint', { target: 'build', projects: 'self' }] },
    },
    // Nx looks through it, since it has no such target.
    middle: {},
    lib: { build: { dependsOn: [{ target: 'gen', dependencies: true }] }, test: {}, lint: {}, 'check-a': {} },
    gen: { gen: { dependsOn: ['gen'] } },
    other: { serve: {} },
  },
  dependencies: { app: ['middle'], middle: ['lib'], lib: ['gen', 'lib'], gen: [], other: [] },
};

it.each([
  ['lint', ['app:lint']],
  ['build', ['app:build', 'gen:gen', 'lib:build']],
  ['test', ['app:build', 'app:test', 'gen:gen', 'lib:build', 'lib:check-a']],
  ['e2e', ['app:build', 'app:e2e', 'gen:gen', 'lib:build', 'lib:lint', 'other:serve']],
  ['gone', []],
])('tells what runs for %s', (target, tasks) => {
  expect([...taskClosure('app', [target], facts)].sort()).toEqual(tasks);
});

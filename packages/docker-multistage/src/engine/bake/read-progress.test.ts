import { expect, it } from 'vitest';
import { createPlainReader, readRawJson } from './read-progress.js';
import { BakeProgress } from './route-progress.js';

it('reads plain progress as it reads the JSON of a newer buildx', () => {
  const lines: string[] = [];
  const progress = new BakeProgress(['a_one', 'b_two'], (target, line) => lines.push(`${target}: ${line}`), String);
  const read = createPlainReader(() => 100);
  const plain = `
#1 [internal] load local bake definitions
#1 DONE 0.0s
#2 [a_one internal] load build definition from Dockerfile
#2 DONE 0.1s
#3 [a_one one 1/2] COPY hello /hello
#3 [b_two one 1/2] COPY hello /hello
#3 CACHED
#4 [b_two stage-1 2/2] RUN make
#4 0.312 hello
#4 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
#5 [a_one one 2/2] RUN sleep 9
#5 CANCELED
ERROR: failed to solve
`;
  for (const line of plain.split('\n')) {
    const update = read(line);
    if (update) progress.update(update);
  }
  expect(progress.steps('a_one')).toEqual([{ name: '[one 1/2] COPY hello /hello', cached: true, seconds: 0 }]);
  expect(progress.failed('b_two')).toMatchObject({ name: '[stage-1 2/2] RUN make', log: ['hello'] });
  expect(lines).toContain('b_two: #1 hello');
  expect(lines.some((line) => line.includes('local bake definitions'))).toBe(false);
  expect(lines.filter((line) => line.includes('COPY hello /hello'))).toEqual(['a_one: #2 [one 1/2] COPY hello /hello']);
});

it('takes only JSON for JSON', () => {
  expect(readRawJson('ERROR: no builder')).toBeUndefined();
  expect(readRawJson('{ half')).toBeUndefined();
  expect(readRawJson('{"logs":[{"vertex":"sha256:1","data":"aMOpCg=="}]}')?.logs).toEqual([
    { vertex: 'sha256:1', text: 'hé\n' },
  ]);
});

it('blames no target for a builder that does not answer', () => {
  const progress = new BakeProgress(['only'], () => undefined, String);
  const vertex = { digest: 'sha256:1', name: '[internal] waiting for connection', error: 'context deadline exceeded' };
  progress.update(readRawJson(JSON.stringify({ vertexes: [vertex] }))!);
  expect(progress.failed('only')).toBeUndefined();
  progress.update(readRawJson(JSON.stringify({ vertexes: [{ ...vertex, digest: 'sha256:2', name: '[1/2] RUN x' }] }))!);
  expect(progress.failed('only')).toMatchObject({ name: '[1/2] RUN x' });
});

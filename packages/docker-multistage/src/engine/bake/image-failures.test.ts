import { expect, it } from 'vitest';
import type { FailedStep } from '../build/progress.js';
import { parseDockerfile } from '../dockerfile/index.js';
import { planBakeFile } from './bake-file.js';
import { request } from './fixtures/request.js';
import { failuresOf } from './image-failures.js';
import { stageNeeds } from './stage-needs.js';

const dockerfile = parseDockerfile(`
FROM scratch AS base
COPY hello /hello
FROM base AS broken
COPY missing /missing
FROM base AS worker
COPY hello /worker
`);
const images = ['broken', 'worker'].map((stage) => request({ stage, stageLabel: stage }));
const plan = planBakeFile(
  images,
  stageNeeds(() => dockerfile),
  () => 'type=docker',
);
const missing = 'failed to calculate checksum of ref x::y: "/missing": not found';

/** The images that count as failed, by the errors of steps of targets. */
function failed(errors: Record<string, string>): (string | undefined)[] {
  const progress = {
    failed: (target: string): FailedStep | undefined =>
      errors[target] === undefined ? undefined : { name: '[1/1] RUN x', error: errors[target], log: [] },
  };
  const ends = failuresOf(
    { plan, requests: images, progress },
    new Map([['api/Dockerfile', dockerfile]]),
    'no builder',
  );
  return [...ends.keys()].map(({ stage }) => stage);
}

it('is the one whose step failed, not those that buildx cancels for it', () => {
  expect(failed({ api_broken: missing })).toEqual(['broken']);
  expect(failed({ api_broken: missing, api_worker: 'RUN x: context canceled' })).toEqual(['broken']);
  const exporting = `rpc error: code = Unknown desc = error during connect: Post "http://x/images/load?quiet=0": target api_broken: failed to solve: ${missing}`;
  expect(failed({ api_broken: missing, api_worker: exporting })).toEqual(['broken']);
  expect(failed({ api_broken: missing, api_worker: 'exit code: 1' })).toEqual(['broken', 'worker']);
});

it('is each that needs a shared stage which failed', () => {
  expect(failed({ api_base_shared: missing })).toEqual(['broken', 'worker']);
  const cancelled = `target api_base_shared: failed to solve: ${missing}`;
  expect(failed({ api_base_shared: missing, api_worker: cancelled })).toEqual(['broken', 'worker']);
});

it('is each when no step failed', () => {
  expect(failed({})).toEqual(['broken', 'worker']);
  expect(failed({ api_worker: 'context canceled' })).toEqual(['broken', 'worker']);
});

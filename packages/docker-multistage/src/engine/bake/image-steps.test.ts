import { expect, it } from 'vitest';
import type { ImageRequest } from '../build/types.js';
import { parseDockerfile } from '../dockerfile/index.js';
import { planBakeFile } from './bake-file.js';
import { request } from './fixtures/request.js';
import { stepsOf } from './image-steps.js';
import { createPlainReader } from './read-progress.js';
import { BakeProgress } from './route-progress.js';
import { stageNeeds } from './stage-needs.js';

const DOCKERFILE = `
FROM scratch AS base
COPY hello /hello
FROM base AS production
COPY hello /production
FROM base AS worker
COPY hello /worker
FROM production
COPY hello /last
`;
const needs = stageNeeds(() => parseDockerfile(DOCKERFILE));
const stage = (name: string | undefined): ImageRequest => request({ stage: name, stageLabel: name ?? 'last' });

/** The steps of each image, by what buildx prints. */
function steps(requests: ImageRequest[], printed: string): string[][] {
  const plan = planBakeFile(requests, needs, () => 'type=docker');
  const progress = new BakeProgress(Object.keys(plan.file.target), () => undefined, String);
  const read = createPlainReader(() => 100);
  for (const line of printed.split('\n')) {
    const update = read(line);
    if (update) progress.update(update);
  }
  return requests.map((one) => stepsOf(one, { plan, requests, needs, progress }).map(({ name }) => name));
}

it.each(['api_base_shared', 'api_production', 'api_worker'])(
  'has a shared step of each image that needs it, named after %s',
  (target) => {
    const printed = `
#7 [${target} base 1/1] COPY hello /hello
#7 DONE 0.1s
#8 [api_production production 1/1] COPY hello /production
#8 DONE 0.1s
#7 [api_worker base 1/1] COPY hello /hello
#9 [api_worker worker 1/1] COPY hello /worker
#9 CACHED`;
    expect(steps([stage('production'), stage('worker')], printed)).toEqual([
      ['[base 1/1] COPY hello /hello', '[production 1/1] COPY hello /production'],
      ['[base 1/1] COPY hello /hello', '[worker 1/1] COPY hello /worker'],
    ]);
  },
);

it('has the steps of an image that another builds on, and none of what stands on it', () => {
  const printed = `
#7 [api_last base 1/1] COPY hello /hello
#7 DONE 0.1s
#8 [api_last production 1/1] COPY hello /production
#8 DONE 0.1s
#9 [api_last stage-3 1/1] COPY hello /last
#9 DONE 0.1s`;
  const [production, last] = steps([stage('production'), stage(undefined)], printed);
  expect(production).toEqual(['[base 1/1] COPY hello /hello', '[production 1/1] COPY hello /production']);
  expect(last).toEqual([...production!, '[stage-3 1/1] COPY hello /last']);
});

it('takes no step of an image with other arguments', () => {
  const other = { ...stage('worker'), buildArgs: { A: '1' } };
  const printed = `
#7 [api_worker linux/amd64 base 1/1] COPY hello /hello
#7 DONE 0.1s`;
  expect(steps([stage('production'), other], printed)).toEqual([[], ['[linux/amd64 base 1/1] COPY hello /hello']]);
});

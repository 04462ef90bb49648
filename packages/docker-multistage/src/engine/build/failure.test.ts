import { expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/index.js';
import { diagnoseFailure, instructionOf } from './failure.js';
import type { ImageRequest } from './types.js';

const text = `ARG BASE=python:3.12
FROM python:3.12 AS deps
ENV A=1
RUN --mount=type=cache,target=/x make
COPY a \\
  b /
FROM scratch
COPY --from=deps /b /
FROM \${BASE} AS last
WORKDIR /app
RUN make \${A}
`;
const dockerfile = parseDockerfile(text);
const request = { dockerfile: 'api/Dockerfile' } as ImageRequest;

it.each([
  ['[deps 1/3] FROM docker.io/library/python:3.12@sha256:1', 2],
  ['[deps 2/3] RUN --mount=type=cache,target=/x make', 4],
  ['[deps 3/3] COPY a b /', 5],
  ['[stage-1 1/1] COPY --from=deps /b /', 8],
  ['[last 3/3] RUN make 1', 11],
  ['[linux/arm64 last 2/3] WORKDIR /app', 10],
  ['[internal] load metadata for docker.io/library/python:3.12', 2],
  ['[internal] load build context', undefined],
  ['[other 1/9] RUN x', undefined],
])('finds the line of %s', (name, line) => {
  expect(instructionOf(name, dockerfile)?.line).toBe(line);
});

const step = (name: string, error: string, log: string[] = []) => ({ name, error, log });

it.each([
  [
    'exit',
    'failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
    step('[deps 2/3] RUN make', 'process "/bin/sh -c make" did not complete successfully: exit code: 2', [
      'no rule',
      '',
    ]),
    '4 docker/step-failed RUN make ended with exit code 2: no rule',
  ],
  [
    'base',
    'failed to solve: x',
    step(
      '[internal] load metadata for docker.io/library/python:3.12',
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope',
    ),
    '2 docker/base-image-unknown The image python:3.12 cannot be had: it does not exist, or needs a login.',
  ],
  [
    'disk',
    'failed to solve: x',
    step('[deps 2/3] RUN make', 'write /x: no space left on device'),
    '4 docker/engine-full The disk of the Docker engine is full.',
  ],
  [
    'secret',
    'failed to solve: secret token: not found',
    step('[deps 2/3] RUN make', 'secret token: not found'),
    '4 docker/secret-missing The secret "token" is not given.',
  ],
  [
    'parse',
    'dockerfile parse error line 4: unknown flag: mounted',
    undefined,
    '4 docker/syntax The builder cannot parse the Dockerfile: unknown flag: mounted',
  ],
  [
    'file',
    'failed to compute cache key: "/a" not found: not found',
    step('[deps 3/3] COPY a b /', 'failed to compute cache key: "/a" not found: not found'),
    '5 docker/file-missing COPY a b /: a file that it names is not there.',
  ],
  [
    'else',
    'failed to solve with frontend dockerfile.v0: failed to create LLB definition: strange',
    undefined,
    'undefined docker/build-failed The build failed: strange',
  ],
] as const)('says what went wrong: %s', (_, message, failed, expected) => {
  const [found] = diagnoseFailure(request, dockerfile, message, failed && { ...failed, log: [...failed.log] });
  expect(`${found!.location?.region?.start.line} ${found!.ruleId} ${found!.message}`).toBe(expected);
});

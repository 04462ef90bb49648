import { expect, it } from 'vitest';
import { describeRecord } from './describe-record.js';

it.each([
  [
    'exec.cachemount',
    'cached mount /root/.cache/uv from exec /bin/sh -c uv sync --frozen',
    { kind: 'cache mount', what: '/root/.cache/uv of uv sync --frozen', mountTarget: '/root/.cache/uv' },
  ],
  [
    'exec.cachemount',
    'cached mount /cargo from exec /bin/sh -c cargo build with id "registry"',
    { kind: 'cache mount', what: '/cargo (id registry) of cargo build', mountTarget: '/cargo', mountId: 'registry' },
  ],
  [
    'exec.cachemount',
    'cached mount /go/pkg from exec go build with id "//go/pkg"',
    { kind: 'cache mount', what: '/go/pkg of go build', mountTarget: '/go/pkg' },
  ],
  [
    'regular',
    'mount / from exec /bin/sh -c apt-get update &&\n  true',
    { kind: 'step', what: 'RUN apt-get update && true' },
  ],
  ['regular', '[deps 2/4] RUN uv sync', { kind: 'step', what: 'RUN uv sync' }],
  [
    'regular',
    'pulled from docker.io/library/python:3.11@sha256:1',
    { kind: 'image', what: 'docker.io/library/python:3.11@sha256:1' },
  ],
  ['regular', 'from local ', { kind: 'image', what: 'a layer of an image of the engine' }],
  ['regular', 'fileop target', { kind: 'step', what: 'COPY or ADD' }],
  ['source.local', 'local source for context', { kind: 'source', what: 'context' }],
  ['source.git.checkout', 'git snapshot for https://x/y.git', { kind: 'git source', what: 'https://x/y.git' }],
  ['internal', 'whatever', { kind: 'internal', what: 'whatever' }],
])('%s: %s', (type, description, expected) => expect(describeRecord(type, description)).toEqual(expected));

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Buildx } from '../bake/buildx.js';
import { engineCheck } from './engine-check.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hone-check-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A buildx that says what the real one said: no engine of a CI has every age. */
function recorded({ stdout = '', stderr = '', code = 0 }): Buildx {
  const script = path.join(folder, 'buildx.mjs');
  writeFileSync(
    script,
    `process.stdin.resume().on('end', () => { process.stdout.write(${JSON.stringify(stdout)}); process.stderr.write(${JSON.stringify(stderr)}); process.exitCode = ${code}; });`,
  );
  chmodSync(script, 0o755);
  return { command: process.execPath, prefix: [script], version: 'v0', rawJson: true, allow: true };
}

const request = { file: 'api/Dockerfile', text: 'FROM debian as Base\nCMD echo \\\n  hi\n' };

it('gives warnings with their lines', async () => {
  const stdout = JSON.stringify({
    warnings: [
      {
        ruleName: 'JSONArgsRecommended',
        description: 'JSON arguments recommended',
        url: 'https://docs.docker.com/go/dockerfile/rule/json-args-recommended/',
        detail: 'JSON arguments recommended for CMD',
        location: { ranges: [{ start: { line: 2 }, end: { line: 3 } }] },
      },
    ],
    sources: [],
  });
  expect(await engineCheck(request, recorded({ stdout, code: 1 }))).toEqual({
    diagnostics: [
      {
        tool: 'buildkit',
        ruleId: 'JSONArgsRecommended',
        level: 'warning',
        message: 'JSON arguments recommended for CMD',
        hint: 'See https://docs.docker.com/go/dockerfile/rule/json-args-recommended/',
        location: { file: 'api/Dockerfile', region: { start: { line: 2, column: 1 }, end: { line: 3, column: 5 } } },
      },
    ],
  });
});

const buildError = (message: string) =>
  JSON.stringify({
    warnings: null,
    buildError: { message, location: { ranges: [{ start: { line: 1 }, end: { line: 1 } }] } },
  });

it('gives a syntax error as one, from new engines and old ones', async () => {
  const said = 'dockerfile parse error on line 2: unknown instruction: RUNN';
  const expected = { diagnostics: [{ ruleId: 'docker/syntax', level: 'error', message: 'unknown instruction: RUNN' }] };
  expect(await engineCheck(request, recorded({ stdout: buildError(said), code: 1 }))).toMatchObject(expected);
  expect(await engineCheck(request, recorded({ stderr: `ERROR: ${said}\n`, code: 1 }))).toMatchObject(expected);
});

it('does not hold against a Dockerfile what could not be looked up', async () => {
  const said = 'x:1: failed to resolve source metadata for docker.io/library/x:1: failed to do request: no such host';
  expect(await engineCheck(request, recorded({ stdout: buildError(said), code: 1 }))).toMatchObject({
    diagnostics: [{ level: 'note', message: 'The engine could not check all of it: no such host' }],
  });
});

it.each([
  ['ERROR: unknown flag: --call', 'docker buildx is too old for it: 0.15 is needed'],
  [
    'ERROR: failed to solve: unsupported request frontend.lint',
    'the engine has no check of its own: it came with Docker 27 (BuildKit 0.14)',
  ],
  ['ERROR: cannot connect', "the engine's check failed: cannot connect"],
])('takes %s as a reason not to check', async (stderr, unsupported) => {
  expect(await engineCheck(request, recorded({ stderr, code: 1 }))).toEqual({ unsupported });
});

it('says that there is no buildx', async () => {
  expect(await engineCheck({ ...request, env: { PATH: folder } })).toEqual({
    unsupported: "the engine's check needs docker buildx: docker buildx is not there.",
  });
});

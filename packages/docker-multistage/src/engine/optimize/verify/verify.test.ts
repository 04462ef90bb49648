import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markCaches } from './mark-caches.js';
import { renderVerification } from './render.js';
import type { BuiltImage, FailedBuild, RunResult, VerifyBuild, VerifyEngine } from './types.js';
import { sourceToEdit, verify } from './verify.js';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-verify-test-'));
  fs.writeFileSync(path.join(folder, 'app.py'), 'print()\n');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** An engine that only notes what it is asked. */
function notes(answers: {
  build?: (request: VerifyBuild) => BuiltImage | FailedBuild;
  run?: (image: string) => RunResult;
}) {
  const log: string[] = [];
  const engine: VerifyEngine = {
    build: (request) => {
      const source = fs.readFileSync(path.join(request.folder, 'app.py'), 'utf8');
      log.push(
        `build ${request.dockerfile}${request.noCache ? ' cold' : ''}${source === 'print()\n' ? '' : ' edited'}`,
      );
      const built: BuiltImage = { kind: 'built', id: request.dockerfile, size: 5e6, layers: 3, seconds: 1 };
      return Promise.resolve(answers.build?.(request) ?? built);
    },
    healthCheckOf: (image) => Promise.resolve(image === 'new' ? ['ask'] : undefined),
    run: (image, check) => {
      log.push(`run ${image} ${check?.join(' ')}`);
      return Promise.resolve(answers.run?.(image) ?? { works: true });
    },
    cleanUp: () => {
      log.push('clean up');
      return Promise.resolve();
    },
  };
  const input = {
    before: 'old',
    after: 'new',
    folder,
    source: 'app.py',
    command: undefined,
    buildArgs: {},
    timeoutSeconds: 1,
    onStep: () => undefined,
  };
  return { log, result: verify(input, engine) };
}

describe('verify', () => {
  it('builds each cold, warm and after an edit, asks both the same, and cleans up', async () => {
    const { log, result } = notes({});
    const verification = await result;
    expect(verification.works).toBe(true);
    expect(log).toEqual([
      ...['build new cold', 'build new', 'build new edited', 'run new ask'],
      ...['build old cold', 'build old', 'build old edited', 'run old ask'],
      'clean up',
    ]);
    expect(fs.readFileSync(path.join(folder, 'app.py'), 'utf8')).toBe('print()\n');
    expect(renderVerification(verification)).toBe(
      [
        '                     before   after',
        'size                 5.0 MB  5.0 MB',
        'layers                    3       3',
        'cold build            1.0 s   1.0 s',
        'warm build            1.0 s   1.0 s',
        'build after an edit   1.0 s   1.0 s',
        'runs                    yes     yes',
      ].join('\n'),
    );
  });

  it('does not keep one that does not build', async () => {
    const { log, result } = notes({ build: () => ({ kind: 'failed', message: 'no space' }) });
    const verification = await result;
    expect(verification.works).toBe(false);
    expect(log).toEqual(['build new cold', 'clean up']);
    expect(renderVerification(verification)).toContain('after: no space');
  });

  it('does not keep one that does not run, even where the old one does not either', async () => {
    const { result } = notes({ run: () => ({ works: false, message: 'exit code 1' }) });
    expect((await result).works).toBe(false);
  });

  it('cleans up when the engine goes away', async () => {
    const { log, result } = notes({
      build: () => {
        throw new Error('socket hang up');
      },
    });
    await expect(result).rejects.toThrow('socket hang up');
    expect(log.at(-1)).toBe('clean up');
  });
});

it('edits a file of the program, not a test or a configuration', () => {
  expect(
    sourceToEdit(['jest.config.js', 'tests/a.py', 'src/deep/b.py', 'README.md', 'src/a.test.ts', 'src/a.ts']),
  ).toBe('src/a.ts');
  expect(sourceToEdit(['README.md'])).toBeUndefined();
});

it('gives caches ids of their own, but those that have one', () => {
  const text =
    'FROM a\nRUN --mount=type=cache,target=/b --mount=type=bind,target=/c --mount=type=cache,id=d,target=/e f\n';
  expect(markCaches(text, 'x')).toBe(text.replace('target=/b', 'target=/b,id=x/b'));
});

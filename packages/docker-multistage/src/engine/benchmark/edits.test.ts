import { expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/index.js';
import { compareReports } from './compare.js';
import { chooseFile, editFile } from './edits.js';
import { withFreshMounts } from './fresh-mounts.js';
import type { BenchmarkReport } from './report.js';
import { measureOf, medianOf } from './statistics.js';

const CONTEXT = [
  'Cargo.lock',
  'libs/contracts/contracts/main.py',
  'pyproject.toml',
  'services/api/pyproject.toml',
  'services/api/src/api/main.py',
  'services/api/src/api/routes.py',
  'services/api/tests/main.py',
  'uv.lock',
];

it('edits a program file of the project itself, and the lock', () => {
  expect(chooseFile('source', CONTEXT, 'services/api')).toBe('services/api/src/api/main.py');
  expect(chooseFile('dependency', CONTEXT, 'services/api')).toBe('uv.lock');
  expect(chooseFile('source', ['src/lib.rs', 'build.rs'], '.')).toBe('src/lib.rs');
  expect(chooseFile('dependency', ['a/Cargo.toml', 'Cargo.lock', 'Cargo.toml'], 'a')).toBe('Cargo.toml');
  expect(chooseFile('source', ['README.md', 'tests/test_a.py'], '.')).toBeUndefined();
});

it.each([
  ['a/main.py', 'x', 'x\n# hone benchmark 0a\n'],
  ['uv.lock', 'x\n', 'x\n# hone benchmark 0a\n'],
  ['src/main.rs', 'x\n', 'x\n// hone benchmark 0a\n'],
  ['Cargo.toml', 'x\n', 'x\n\n[profile.hone-benchmark-0a]\ninherits = "release"\n'],
  ['package-lock.json', '{}\n', '{}\n\t\t    \t\t    \t\n'],
])('%s means the same after an edit', (file, before, after) => expect(editFile(file, before, '0a')).toBe(after));

it('writes a mark into JSON that JSON does not see', () => {
  expect(JSON.parse(editFile('package.json', '{"a":1}', 'ff00'))).toEqual({ a: 1 });
  expect(editFile('package.json', '{}', 'ff00')).not.toBe(editFile('package.json', '{}', 'ff01'));
});

it('gives cache mounts ids of their own, and shares what was shared', () => {
  const dockerfile = parseDockerfile(`FROM a
RUN --mount=type=cache,target=/root/.cache/uv,sharing=locked \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=cache,id=x/y,dst=/b uv sync
RUN --mount=target=/root/.cache/uv,type=cache make
`);
  const fresh = withFreshMounts(dockerfile, 'ff');
  expect(fresh.targets).toEqual(['/root/.cache/uv', '/b']);
  expect(fresh.dockerfile.text).toBe(`FROM a
RUN --mount=type=cache,target=/root/.cache/uv,sharing=locked,id=hone-benchmark-ff--root-cache-uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=cache,id=x/y,dst=/b,id=hone-benchmark-ff-x-y uv sync
RUN --mount=target=/root/.cache/uv,type=cache,id=hone-benchmark-ff--root-cache-uv make
`);
});

it('takes the middle', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1]), medianOf([5])]).toEqual([2, 2.5, 5]);
  expect(measureOf([1.004, 3, 2], 1, 4)).toEqual({ seconds: [1, 3, 2], median: 2, spread: 2, ran: 1, steps: 4 });
});

it('finds what is worse by more than a share and by more than noise', () => {
  const report = (cold: number, warm: number, size: number): BenchmarkReport => ({
    ...{ schema: 1, project: 'api', engine: '20.10', rounds: 1, edited: {} },
    stages: [
      { stage: 'p', size, layers: 1, measures: { cold: measureOf([cold], 1, 1), warm: measureOf([warm], 0, 1) } },
    ],
  });
  const worse = (now: BenchmarkReport): string[] =>
    compareReports(now, report(10, 0.3, 1000), 0.2, 'b.json').map(({ message }) => message);
  expect(worse(report(11.9, 0.7, 1199))).toEqual([]);
  expect(worse(report(12.5, 0.9, 2000))).toEqual([
    'p, cold: 12.5 s, where the baseline has 10 s (+25%).',
    'p, warm: 0.9 s, where the baseline has 0.3 s (+200%).',
    'p, size: 2.00kB, where the baseline has 1.00kB (+100%).',
  ]);
});

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerEngine, standIn } from '../../../tests/docker-engine.js';
import type { BenchmarkOptions } from '../../executors/benchmark/schema.js';
import { readCacheRecords } from '../cache/records.js';
import { temporaryFolder } from '../oci/fixtures/testing.js';
import { benchmarkEngine } from './benchmark.js';
import type { BenchmarkReport } from './report.js';

const { docker } = await dockerEngine('docker-benchmark', 'debian:bookworm');
const workspace = temporaryFolder();
// What is left behind in the temporary folder is to be this test's own.
const temporary = path.join(workspace.path, 'tmp');
const before = process.env['TMPDIR'];
afterAll(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  workspace.remove();
});
const at = (name: string): string => path.join(workspace.path, name);
const mount = `/hone-test-benchmark-${process.pid}`;

async function run(options: BenchmarkOptions): Promise<TaskOutcome> {
  const task: EngineTask<BenchmarkOptions> = {
    ...{ id: 'api:docker-benchmark', project: 'api', root: 'api', target: 'docker-benchmark', nestedRoots: [] },
    options: { context: 'api', ...options },
  };
  const context = { workspaceRoot: workspace.path, signal: new AbortController().signal, verbose: false };
  for await (const [, outcome] of benchmarkEngine.run([task], context)) return outcome;
  throw new Error('no outcome');
}
const reportOf = ({ outputs }: TaskOutcome): BenchmarkReport =>
  JSON.parse(outputs!['dist/hone/api/docker-benchmark.json']!) as BenchmarkReport;

beforeAll(() => {
  mkdirSync(temporary);
  process.env['TMPDIR'] = temporary;
  mkdirSync(at('api'));
  writeFileSync(at('api/requirements.txt'), 'httpx==0.28.1\n');
  writeFileSync(at('api/main.py'), 'print(1)\n');
  writeFileSync(
    at('api/Dockerfile'),
    `FROM ${standIn('debian:bookworm')} AS deps
COPY requirements.txt /
RUN --mount=type=cache,target=${mount} test -e ${mount}/warm || sleep 4; touch ${mount}/warm
FROM deps AS production
COPY main.py /
RUN cat /main.py > /out
`,
  );
});

describe.skipIf(!docker)('a benchmark', () => {
  it('measures cold, warm and after edits, and leaves nothing behind', async () => {
    const images = async (): Promise<string[]> =>
      (await docker!.listImages({ all: true }))
        .flatMap(({ RepoTags }) => RepoTags ?? [])
        .filter((tag) => tag.startsWith('hone-benchmark/') && tag.endsWith(`:${process.pid}`));
    const outcome = await run({ rounds: 2, updateBaseline: true });
    expect(outcome.report.diagnostics).toEqual([]);
    const report = reportOf(outcome);
    expect(report).toMatchObject({
      rounds: 2,
      edited: { source: 'main.py', dependency: 'requirements.txt' },
      stages: [{ stage: 'production', layers: 5 }],
    });
    const { cold, warm, source, dependency } = report.stages[0]!.measures;
    // Each cold build has an empty cache mount of its own; after an edit the mount is as the last one left it.
    expect(Math.min(...cold!.seconds)).toBeGreaterThan(4);
    expect([cold, warm, source, dependency].map((measure) => `${measure!.ran}/${measure!.steps}`)).toEqual([
      '4/4',
      '0/4',
      '2/4',
      '4/4',
    ]);
    expect(dependency!.median).toBeLessThan(cold!.median - 2);
    expect(outcome.outputs!['api/docker-benchmark.json']).toBe(outcome.outputs!['dist/hone/api/docker-benchmark.json']);
    expect(outcome.notes).toEqual(
      expect.arrayContaining([expect.stringMatching(/^production +source edit +\d+(?:\.\d+)? s .* 2 of 4$/)]),
    );

    expect(readFileSync(at('api/main.py'), 'utf8')).toBe('print(1)\n');
    expect(await images()).toEqual([]);
    expect((await readCacheRecords(docker!)).filter(({ mountTarget }) => mountTarget === mount)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('fails where it is worse than the baseline, and not for noise', async () => {
    const measured = reportOf(await run({ rounds: 1, measures: ['warm'], stages: ['deps'] }));
    const [stage] = measured.stages;
    expect(Object.keys(stage!.measures)).toEqual(['warm']);
    const write = (change: Partial<NonNullable<typeof stage>>): void =>
      writeFileSync(at('api/baseline.json'), JSON.stringify({ ...measured, stages: [{ ...stage, ...change }] }));
    const again = (): Promise<TaskOutcome> =>
      run({ rounds: 1, measures: ['warm'], stages: ['deps'], baseline: '{projectRoot}/baseline.json' });
    write({});
    expect((await again()).failed).toBe(false);
    write({ size: Math.floor(stage!.size / 2) });
    const outcome = await again();
    expect(outcome.failed).toBe(true);
    expect(outcome.report.diagnostics).toEqual([
      expect.objectContaining({ ruleId: 'docker/benchmark-worse', location: { file: 'api/baseline.json' } }),
    ]);
    writeFileSync(at('api/baseline.json'), '{}');
    expect((await again()).report.diagnostics[0]).toMatchObject({ ruleId: 'docker/no-baseline' });
  });

  it('says what fails, and cleans up', async () => {
    writeFileSync(at('api/Broken.Dockerfile'), `FROM ${standIn('debian:bookworm')}\nRUN exit 3\n`);
    const outcome = await run({ dockerfile: 'api/Broken.Dockerfile', rounds: 1 });
    expect(outcome).toMatchObject({
      failed: true,
      report: { diagnostics: [{ ruleId: 'docker/step-failed', location: { region: { start: { line: 2 } } } }] },
    });
    expect((await run({ sourceFile: 'none.py' })).report.diagnostics[0]).toMatchObject({
      ruleId: 'docker/option-invalid',
      message: 'The build context api has no file none.py.',
    });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

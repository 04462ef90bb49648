import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSarif } from '@hone/core/sarif';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { expect, it } from 'vitest';
import { lintEngine } from '../../engine/lint/lint.js';
import type { LintOptions } from './schema.js';

const fixtures = fileURLToPath(new URL('fixtures/workspace/', import.meta.url));

function task(root: string, options: LintOptions = {}, nestedRoots: string[] = []): EngineTask<LintOptions> {
  return { id: `${root}:docker-lint`, project: root, root, target: 'docker-lint', options, nestedRoots };
}

async function run(workspaceRoot: string, ...tasks: EngineTask<LintOptions>[]): Promise<Map<string, TaskOutcome>> {
  const outcomes = new Map<string, TaskOutcome>();
  const context = { workspaceRoot, signal: new AbortController().signal, verbose: false };
  for await (const [id, outcome] of lintEngine.run(tasks, context)) outcomes.set(id, outcome);
  return outcomes;
}

const findings = (outcome: TaskOutcome | undefined): string[] =>
  outcome!.report.diagnostics.map(
    ({ ruleId, level, location }) => `${location!.file}:${location!.region?.start.line} ${ruleId} ${level}`,
  );

it('lints every Dockerfile of a project by its usual names, and no template', async () => {
  const outcome = (await run(fixtures, task('api'))).get('api:docker-lint');
  expect(outcome?.notes).toEqual(['2 Dockerfiles linted.']);
  expect(findings(outcome)).toEqual([
    'api/Dockerfile:1 StageNameCasing warning',
    'api/Dockerfile:4 DL3042 warning',
    'api/Dockerfile:4 docker/deps-after-source warning',
    'api/Dockerfile:4 docker/no-cache-mount note',
    'api/prod.Dockerfile:2 docker/syntax error',
  ]);
});

it('reads the configuration and the ignore file beside a Dockerfile, and leaves nested projects alone', async () => {
  const outcome = (await run(fixtures, task('web', {}, ['web/nested']))).get('web:docker-lint');
  expect(findings(outcome)).toEqual([
    'web/Containerfile:1 DL3006 error',
    'web/Containerfile:2 CopyIgnoredFile warning',
  ]);
});

it('takes globs and patterns', async () => {
  const outcomes = await run(
    fixtures,
    task('api', { dockerfiles: ['*.Dockerfile'] }),
    task('web', { exclude: ['nested'] }),
  );
  expect(findings(outcomes.get('api:docker-lint'))).toEqual(['api/prod.Dockerfile:2 docker/syntax error']);
  expect(findings(outcomes.get('web:docker-lint'))).toHaveLength(2);
});

it('says so where there is nothing to lint', async () => {
  const outcomes = await run(fixtures, task('empty'), task('api', { dockerfiles: ['docker/*'] }));
  expect(outcomes.get('empty:docker-lint')).toMatchObject({
    report: { diagnostics: [] },
    notes: ['The project has no Dockerfile.'],
  });
  expect(outcomes.get('api:docker-lint')?.notes).toEqual(['No file matches docker/*.']);
});

it('finds projects outside the closure by their place in the build context', async () => {
  const outsideClosure = { 'web/nested': 'nested' };
  const sources = { dockerfiles: ['closure/Dockerfile'], outsideClosure };
  const outcomes = await run(fixtures, task('.', { ...sources, context: '{workspaceRoot}' }));
  expect(findings(outcomes.get('.:docker-lint')).filter((line) => line.includes('closure '))).toEqual([
    'closure/Dockerfile:2 docker/copy-outside-closure warning',
  ]);
});

it('leaves out of these what the project depends on, and knows whose a nested folder is', async () => {
  const options = {
    found: { 'closure/Dockerfile': '.' },
    outsideClosure: { web: 'web', 'web/nested': 'nested' },
  };
  const outside = async (...closure: string[]): Promise<string[]> => {
    const projects = closure.map((root) => ({ name: root, root }));
    const outcomes = await run(fixtures, { ...task('.', options), closure: projects });
    return findings(outcomes.get('.:docker-lint')).filter((line) => line.includes('outside-closure'));
  };
  expect(await outside()).toEqual(['closure/Dockerfile:2 docker/copy-outside-closure warning']);
  expect(await outside('web')).toEqual(['closure/Dockerfile:2 docker/copy-outside-closure warning']);
  expect(await outside('web/nested')).toEqual([]);
});

it('lints what the graph plugin found, in the context that it found, and searches no folder', async () => {
  const found = { 'api/Dockerfile': '.', 'web/Containerfile': 'web', 'api/gone.Dockerfile': '.' };
  const outcome = (await run(fixtures, task('.', { found }))).get('.:docker-lint');
  expect(outcome?.notes).toEqual(['2 Dockerfiles linted.']);
  const excluded = await run(fixtures, task('.', { found, exclude: ['api'] }));
  expect(excluded.get('.:docker-lint')?.notes).toEqual(['1 Dockerfile linted.']);
  const asked = await run(fixtures, task('api', { found, dockerfiles: ['prod.*'] }));
  expect(findings(asked.get('api:docker-lint'))).toEqual(['api/prod.Dockerfile:2 docker/syntax error']);
});

it('fails by the threshold of .hadolint.yaml, and keeps the levels of findings', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hone-docker-lint-'));
  const verdict = async (config: string, options: LintOptions = {}) => {
    writeFileSync(path.join(folder, '.hadolint.yaml'), config);
    const { failed, passed, report } = (await run(folder, task('.', options))).get('.:docker-lint')!;
    const level = report.diagnostics.find(({ ruleId }) => ruleId === 'DL3006')?.level;
    return { level, verdict: failed ? 'failed' : passed ? 'passed' : 'by level' };
  };
  try {
    writeFileSync(path.join(folder, 'Dockerfile'), 'FROM debian\nCMD ["true"]\n');
    expect(await verdict('failure-threshold: warning')).toEqual({ level: 'warning', verdict: 'failed' });
    expect(await verdict('failure-threshold: error', { failOn: 'warning' })).toEqual({
      level: 'warning',
      verdict: 'passed',
    });
    expect(await verdict('no-fail: true\noverride: {error: [DL3006]}')).toEqual({ level: 'error', verdict: 'passed' });
    expect(await verdict('failure-threshold: warning', { failOn: 'never' })).toEqual({
      level: 'warning',
      verdict: 'by level',
    });
    expect(await verdict('ignored: []')).toEqual({ level: 'warning', verdict: 'by level' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('says of a file that is no text what it is', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hone-docker-lint-'));
  try {
    writeFileSync(path.join(folder, 'Dockerfile'), Buffer.from([0x46, 0xff, 0xfe]));
    writeFileSync(path.join(folder, 'Dockerfile.large'), '#'.repeat(1024 * 1024 + 1));
    const outcome = (await run(folder, task('.'))).get('.:docker-lint');
    expect(outcome?.report.diagnostics.map(({ location, message }) => [location?.file, message])).toEqual([
      ['Dockerfile', 'The file is not UTF-8.'],
      ['Dockerfile.large', 'The file is larger than 1 MiB.'],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('goes on without the check of an engine where there is no buildx', async () => {
  const folders = process.env['PATH'];
  process.env['PATH'] = fixtures;
  try {
    const outcome = (await run(fixtures, task('api', { engineCheck: true }))).get('api:docker-lint');
    expect(outcome?.notes).toEqual([
      '2 Dockerfiles linted.',
      "The engine's own check was left out: it needs docker buildx, and there is none.",
    ]);
    const alone = (await run(fixtures, task('api'))).get('api:docker-lint');
    expect(outcome?.report.diagnostics).toEqual(alone?.report.diagnostics);
  } finally {
    process.env['PATH'] = folders;
  }
});

it('gives the same bytes alone and in a batch', async () => {
  const batch = await run(fixtures, task('empty'), task('api'), task('web'));
  for (const root of ['api', 'web']) {
    const id = `${root}:docker-lint`;
    const alone = await run(fixtures, task(root));
    expect(writeSarif(batch.get(id)!.report)).toBe(writeSarif(alone.get(id)!.report));
  }
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, HoneError } from '@hone/core/diagnostics';
import {
  type Engine,
  type EngineContext,
  type EngineTask,
  type ReportOptions,
  type TaskOutcome,
  resolveInWorkspace,
} from '@hone/core/nx';
import type { BenchmarkOptions } from '../../executors/benchmark/schema.js';
import { type Connection, connect } from '../build/connect.js';
import { diagnosticOf } from '../build/ends.js';
import { type BuildPlan, planImages } from '../build/plan.js';
import { readSecrets } from '../build/secrets.js';
import type { ImageRequest } from '../build/types.js';
import { pruneRecords } from '../cache/prune.js';
import { readCacheRecords } from '../cache/records.js';
import { compareReports, parseBaseline } from './compare.js';
import { chooseFile } from './edits.js';
import { withFreshMounts } from './fresh-mounts.js';
import { renderReport } from './render.js';
import { type BenchmarkReport, MEASURES, type MeasureName } from './report.js';
import { BuildFailure, type StageRun, runStage } from './run-stage.js';
import { type Scratch, makeScratch } from './scratch.js';

type Task = EngineTask<BenchmarkOptions & ReportOptions>;

const TOOL = { name: 'docker-benchmark' };
const ROUNDS = 3;
const THRESHOLD = 20;

/** Measures how long images take to build, and holds the result against a baseline. */
export const benchmarkEngine: Engine<BenchmarkOptions & ReportOptions> = {
  name: TOOL.name,
  writesReport: false,
  async *run(tasks, context) {
    const connection = await connect();
    // One at a time: builds beside it would be measured as well.
    for (const task of tasks) yield [task.id, await runTask(task, connection, context)];
  },
};

async function runTask(task: Task, connection: Connection, context: EngineContext): Promise<TaskOutcome> {
  try {
    const report = await measure(task, connection, context);
    return await judge(task, report, context.workspaceRoot);
  } catch (error) {
    const diagnostics = error instanceof BuildFailure ? [...error.diagnostics] : [diagnosticOf(error)];
    return { report: { tools: [TOOL], diagnostics }, failed: true };
  }
}

/** The options that are those of a build. */
const BUILD_OPTIONS = ['dockerfile', 'context', 'stages', 'buildArgs', 'secrets', 'ssh', 'network'] as const;

async function measure(task: Task, connection: Connection, context: EngineContext): Promise<BenchmarkReport> {
  const given = BUILD_OPTIONS.filter((name) => task.options[name] !== undefined);
  const options = Object.fromEntries(given.map((name) => [name, task.options[name]]));
  const plan = await planImages({ ...task, options }, context.workspaceRoot);
  const [first] = plan.requests;
  if (!first) throw new HoneError('There is no stage to build.');
  const secrets = await readSecrets(first.secrets, context.workspaceRoot);
  const scratch = await makeScratch(context.workspaceRoot, first);
  try {
    return await measurePlan(task, plan, { connection, secrets, scratch }, context);
  } finally {
    await scratch.remove();
  }
}

async function measurePlan(
  { options, ...task }: Task,
  { requests, dockerfile }: BuildPlan,
  given: Pick<StageRun, 'connection' | 'secrets' | 'scratch'>,
  { signal, progress }: EngineContext,
): Promise<BenchmarkReport> {
  const { connection } = given;
  const edited = editedFiles(options, task.root, requests[0]?.context ?? '.', given.scratch);
  const rounds = options.rounds ?? ROUNDS;
  const report: BenchmarkReport = {
    ...{ schema: 1, project: task.project, engine: connection.version, rounds, edited },
    stages: [],
  };
  const run: StageRun = {
    ...{ ...given, dockerfile, rounds, edited, signal, made: new Set() },
    measures: MEASURES.filter((name) => isPossible(name, edited) && (options.measures ?? MEASURES).includes(name)),
    onBuild: (line) => progress?.(line),
  };
  const cleanUp = await rememberCache(connection, withFreshMounts(dockerfile, '').targets);
  try {
    for (const request of requests) report.stages.push(await runStage(withoutTags(request), run));
  } finally {
    await removeImages(connection, run.made);
    await cleanUp();
  }
  return report;
}

/** An edit needs a file. */
function isPossible(name: MeasureName, edited: StageRun['edited']): boolean {
  return name === 'cold' || name === 'warm' || edited[name] !== undefined;
}

/** The image of a benchmark has a name of its own, which goes with it. */
function withoutTags(request: ImageRequest): ImageRequest {
  const tags = [`hone-benchmark/${request.name.split('/').at(-1) ?? 'image'}:${process.pid}`];
  return { ...request, tags, output: 'engine', platforms: [], cacheFrom: [], cacheTo: [], builder: undefined };
}

/** @throws HoneError when an option names a file that the context has not */
function editedFiles(options: BenchmarkOptions, root: string, context: string, { files }: Scratch): StageRun['edited'] {
  const relative = path.posix.relative(path.posix.join('/', context), path.posix.join('/', root));
  // A sliced context mirrors the workspace; one that is the project's folder has its files at the top.
  const inContext = relative.startsWith('..') ? root : relative || '.';
  const edited: StageRun['edited'] = {};
  for (const [kind, wanted] of [
    ['source', options.sourceFile],
    ['dependency', options.dependencyFile],
  ] as const) {
    if (wanted !== undefined && !files.includes(wanted)) {
      throw new HoneError(`The build context ${context} has no file ${wanted}.`, {
        code: 'docker/option-invalid',
        hint: `Name a file of the context in the option \`${kind}File\`, as it lies there.`,
      });
    }
    const file = wanted ?? chooseFile(kind, files, inContext);
    if (file !== undefined) edited[kind] = file;
  }
  return edited;
}

/** What it gives back removes the cache mounts that came since. */
async function rememberCache({ docker }: Connection, targets: readonly string[]): Promise<() => Promise<void>> {
  if (targets.length === 0) return () => Promise.resolve();
  const before = new Set((await readCacheRecords(docker)).map(({ id }) => id));
  return async () => {
    const records = await readCacheRecords(docker).catch(() => []);
    const ours = records.filter(({ id, mountTarget = '' }) => !before.has(id) && targets.includes(mountTarget));
    await pruneRecords(
      docker,
      ours.map(({ id }) => id),
    ).catch(() => undefined);
  };
}

async function removeImages({ docker }: Connection, ids: ReadonlySet<string>): Promise<void> {
  for (const id of ids) {
    // An image that the user has as well keeps its other names, and then stays.
    const image = docker.getImage(id);
    const { RepoTags: tags = [] } = await image.inspect().catch(() => ({ RepoTags: [] as string[] }));
    const own = tags.filter((tag) => tag.startsWith('hone-benchmark/'));
    for (const tag of own)
      await docker
        .getImage(tag)
        .remove()
        .catch(() => undefined);
    if (tags.length === 0) await image.remove().catch(() => undefined);
  }
}

/** Holds a report against the baseline, or writes it as the new one. */
async function judge(task: Task, report: BenchmarkReport, workspaceRoot: string): Promise<TaskOutcome> {
  const { options } = task;
  const at = (template: string): string => resolveInWorkspace(template, task, workspaceRoot);
  const file = at(options.baseline ?? '{projectRoot}/docker-benchmark.json');
  const text = await readFile(path.join(workspaceRoot, file), 'utf8').catch(() => undefined);
  const baseline = text === undefined || options.updateBaseline ? undefined : parseBaseline(text, file);
  const threshold = (options.threshold ?? THRESHOLD) / 100;
  const diagnostics: Diagnostic[] = baseline ? compareReports(report, baseline, threshold, file) : [];
  const json = `${JSON.stringify(report, undefined, 2)}\n`;
  const advice = options.updateBaseline
    ? `The baseline ${file} was written.`
    : baseline
      ? undefined
      : `There is no baseline ${file}: the option \`updateBaseline\` writes it.`;
  const table = [...renderReport(report, baseline), ...(advice === undefined ? [] : [advice])];
  return {
    report: { tools: [TOOL], diagnostics },
    notes: options.format === 'json' ? [json.trimEnd()] : table,
    outputs: {
      [at(options.outputPath ?? 'dist/hone/{projectRoot}/docker-benchmark.json')]: json,
      ...(options.updateBaseline && { [file]: json }),
    },
    failed: diagnostics.length > 0,
  };
}

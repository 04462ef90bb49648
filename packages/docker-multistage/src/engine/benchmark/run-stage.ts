import { randomBytes } from 'node:crypto';
import { type Diagnostic, HoneError } from '@hone/core/diagnostics';
import { buildImage, openTask } from '../build/build-image.js';
import { type Connection, surroundings } from '../build/connect.js';
import type { Secrets } from '../build/secrets.js';
import type { BuildRun, ImageRequest, ImageResult } from '../build/types.js';
import type { Dockerfile } from '../dockerfile/index.js';
import { type EditKind, editFile } from './edits.js';
import { withFreshMounts } from './fresh-mounts.js';
import type { MeasureName, StageReport } from './report.js';
import type { Scratch } from './scratch.js';
import { measureOf } from './statistics.js';

/** What a stage is measured with. */
export interface StageRun {
  connection: Connection;
  secrets: Secrets;
  dockerfile: Dockerfile;
  scratch: Scratch;
  rounds: number;
  measures: readonly MeasureName[];
  /** The files that are edited. */
  edited: Partial<Record<EditKind, string>>;
  signal: AbortSignal;
  /** Gets a line for each build that was measured. */
  onBuild: (line: string) => void;
  /** Gets the ids of images that are to be removed at the end. */
  made: Set<string>;
}

/** A build that failed, with what is to say of it. */
export class BuildFailure extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('A build of the benchmark failed.');
    this.diagnostics = diagnostics;
  }
}

/**
 * Measures one stage: cold builds, each with the builder's cache switched off, empty cache mounts and a context that
 * the engine has not seen; then, on what the last of them left, builds without a change and after edits.
 */
export async function runStage(request: ImageRequest, run: StageRun): Promise<StageReport> {
  let dockerfile = withFreshMounts(run.dockerfile, mark()).dockerfile;
  const cold: Timed[] = [];
  // Without cold ones a build still has to fill the cache, but is not counted.
  const rounds = run.measures.includes('cold') ? run.rounds : 1;
  for (let round = 0; round < rounds; round++) {
    dockerfile = withFreshMounts(run.dockerfile, mark()).dockerfile;
    await run.scratch.move();
    cold.push(await timedBuild('cold', { ...request, noCache: true }, dockerfile, run));
  }
  const first = cold[0];
  if (!first) throw new HoneError('A benchmark has at least one round.');
  const measures: StageReport['measures'] = run.measures.includes('cold') ? { cold: summary(cold) } : {};
  for (const name of run.measures) {
    if (name === 'cold') continue;
    const timed: Timed[] = [];
    for (let round = 0; round < run.rounds; round++) timed.push(await timedEdit(name, request, dockerfile, run));
    measures[name] = summary(timed);
  }
  const { image } = first;
  return { stage: request.stageLabel, size: image.size, layers: image.layers.length, measures };
}

interface Timed {
  seconds: number;
  image: ImageResult;
}

/** Edits a file, builds, and puts the file back. */
async function timedEdit(
  name: Exclude<MeasureName, 'cold'>,
  request: ImageRequest,
  dockerfile: Dockerfile,
  run: StageRun,
): Promise<Timed> {
  const file = name === 'warm' ? undefined : run.edited[name];
  if (file === undefined) return timedBuild(name, request, dockerfile, run);
  const text = await run.scratch.read(file);
  await run.scratch.write(file, editFile(file, text, mark()));
  try {
    return await timedBuild(name, request, dockerfile, run);
  } finally {
    await run.scratch.write(file, text);
  }
}

async function timedBuild(
  name: MeasureName,
  request: ImageRequest,
  dockerfile: Dockerfile,
  { connection, secrets, scratch, signal, onBuild, made }: StageRun,
): Promise<Timed> {
  signal.throwIfAborted();
  const run: BuildRun = { workspaceRoot: scratch.root, signal, onLine: () => undefined };
  const started = performance.now();
  const build = await openTask(connection, request, dockerfile, secrets, run, surroundings());
  try {
    const end = await buildImage(request, build, run);
    const seconds = (performance.now() - started) / 1000;
    if (end.kind === 'failed') throw new BuildFailure(end.diagnostics);
    made.add(end.image.id);
    onBuild(`${request.stageLabel}, ${name}: ${seconds.toFixed(2)} s`);
    return { seconds, image: end.image };
  } finally {
    build.session.close();
  }
}

function summary(timed: readonly Timed[]): ReturnType<typeof measureOf> {
  const steps = timed.at(-1)?.image.steps ?? [];
  // What builds on a base image that the engine has is never run: FROM is no work.
  const work = steps.filter((step) => !/^\[[^\]]*\] FROM /.test(step.name));
  return measureOf(
    timed.map(({ seconds }) => seconds),
    work.filter(({ cached }) => !cached).length,
    work.length,
  );
}

/** Eight letters and digits. */
function mark(): string {
  return randomBytes(4).toString('hex');
}

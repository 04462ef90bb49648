import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Diagnostic, HoneError } from '@hone/core/diagnostics';
import type { Engine, EngineTask, TaskOutcome } from '@hone/core/nx';
import pMap from 'p-map';
import type { BuildOptions } from '../../executors/build/schema.js';
import { buildImage, openTask } from './build-image.js';
import { checkRequest, toolName } from './checks.js';
import { type Connection, connect, surroundings } from './connect.js';
import { diagnosticOf } from './ends.js';
import { type Limit, createLimit } from './limit.js';
import { createMask } from './mask.js';
import { type ImageEndWithStep, failedTask, outcomeOf } from './outcome.js';
import { bakeImages, needsBake } from './outputs.js';
import { type BuildPlan, planImages } from './plan.js';
import { type Secrets, readSecrets } from './secrets.js';
import { clashingTags } from './tag-clash.js';
import type { BuildRun, ImageRequest } from './types.js';

type Task = EngineTask<BuildOptions>;

/** A task that can be built. */
interface Planned extends BuildPlan {
  task: Task;
  secrets: Secrets;
  /** What was found before the build; no errors. */
  found: Diagnostic[];
}

/** What the tasks of a run share. */
interface Shared {
  run: BuildRun;
  connection: () => Promise<Connection>;
  limit: Limit;
}

const PARALLEL = 4;

/**
 * Builds images through the engine's BuildKit, several at once. Each task has its own result: a failure of one leaves
 * the others alone.
 */
export const buildEngine: Engine<BuildOptions> = {
  name: toolName,
  isCheck: false,
  async *run(tasks, { workspaceRoot, signal, progress }) {
    const planned: Planned[] = [];
    for (const plan of await withoutClashes(await pMap(tasks, (task) => planTask(task, workspaceRoot)))) {
      if ('failure' in plan) yield [plan.task.id, failedTask(plan.task, plan.failure, workspaceRoot)] as const;
      else planned.push(plan);
    }
    const several = planned.flatMap(({ requests }) => requests).length > 1;
    const onLine: BuildRun['onLine'] = (request, line) => progress?.(several ? `${labelOf(request)} ${line}` : line);
    yield* buildAll(planned, { workspaceRoot, signal, onLine });
  },
};

type Plan = Planned | { task: Task; failure: Diagnostic[] };

async function planTask(task: Task, workspaceRoot: string): Promise<Plan> {
  try {
    const plan = await planImages(task, workspaceRoot);
    const [first] = plan.requests;
    if (!existsSync(path.join(workspaceRoot, first!.context))) throw contextMissing(first!);
    const secrets = await readSecrets(first!.secrets, workspaceRoot);
    const found = plan.requests.flatMap((request) => checkRequest(request, plan.dockerfile, workspaceRoot));
    if (found.some(({ level }) => level === 'error')) return { task, failure: found };
    return { task, ...plan, secrets, found };
  } catch (error) {
    return { task, failure: [diagnosticOf(error)] };
  }
}

function contextMissing({ context, project }: ImageRequest): HoneError {
  return new HoneError(`The build context ${context} is not there.`, {
    code: 'docker/context-missing',
    file: context,
    hint: `Let the target docker-context of ${project} write it (\`dependsOn\`), or name another folder with the option \`context\`.`,
  });
}

function withoutClashes(plans: readonly Plan[]): Plan[] {
  const clashes = clashingTags(plans.flatMap((plan) => ('failure' in plan ? [] : plan.requests)));
  return plans.map((plan) => {
    const failure = clashes.get(plan.task.id);
    return failure ? { task: plan.task, failure } : plan;
  });
}

/** `api`, or `api:test` where the stage matters too. */
function labelOf({ project, stage, stageLabel }: ImageRequest): string {
  return stage === undefined ? project : `${project}:${stageLabel}`;
}

/** Yields each task as it ends. */
async function* buildAll(planned: readonly Planned[], run: BuildRun): AsyncGenerator<readonly [string, TaskOutcome]> {
  const parallel = Math.min(...planned.map(({ task }) => task.options.parallel ?? PARALLEL));
  let connection: Promise<Connection> | undefined;
  const shared: Shared = { run, connection: () => (connection ??= connect()), limit: createLimit(parallel) };
  const [baked, built] = [planned.filter(isBaked), planned.filter((plan) => !isBaked(plan))];
  const bake = bakeAll(baked, run);
  const open = new Map<string, Promise<readonly [string, TaskOutcome]>>();
  const add = (plan: Planned, ends: Promise<readonly ImageEndWithStep[]>): void => {
    open.set(plan.task.id, outcomeWhen(plan, ends, run.workspaceRoot));
  };
  for (const plan of baked)
    add(
      plan,
      bake.then((ends) => plan.requests.map((request) => ends.get(request)!)),
    );
  for (const plan of built) add(plan, buildTask(plan, shared));
  while (open.size > 0) {
    const ended = await Promise.race(open.values());
    open.delete(ended[0]);
    yield ended;
  }
}

async function outcomeWhen(
  { task, found }: Planned,
  ends: Promise<readonly ImageEndWithStep[]>,
  workspaceRoot: string,
): Promise<readonly [string, TaskOutcome]> {
  try {
    return [task.id, outcomeOf(task, await ends, found, workspaceRoot)];
  } catch (error) {
    return [task.id, failedTask(task, [...found, diagnosticOf(error)], workspaceRoot)];
  }
}

async function buildTask(
  { requests, dockerfile, secrets }: Planned,
  { run, connection, limit }: Shared,
): Promise<ImageEndWithStep[]> {
  const build = await openTask(await connection(), requests[0]!, dockerfile, secrets, run, surroundings());
  try {
    return await Promise.all(requests.map((request) => limit(() => buildImage(request, build, run))));
  } finally {
    build.session.close();
  }
}

function isBaked({ requests }: Planned): boolean {
  return requests.some(needsBake);
}

/** All of a run in one call: buildx runs what they have in common once. */
async function bakeAll(planned: readonly Planned[], run: BuildRun): Promise<Map<ImageRequest, ImageEndWithStep>> {
  if (planned.length === 0) return new Map();
  const mask = createMask(planned.flatMap(({ secrets }) => secrets.values()));
  const requests = planned.flatMap((plan) => plan.requests);
  const masked: BuildRun = { ...run, onLine: (request, line) => run.onLine(request, mask(line)) };
  const ends = await bakeImages(requests, masked);
  return new Map(requests.map((request, index) => [request, ends[index]!]));
}

import type { ProjectContext } from '../check.js';
import type { EngineChoice } from './choose-engine.js';
import type { ConfigStore } from './config/config-store.js';
import { embeddedEngine } from './embedded/embedded-engine.js';
import type { Answered, RuffEngine, RuffRequest } from './engine.js';
import { nativeEngine } from './native/native-engine.js';
import { type PreparedProject, relativise } from './prepare.js';

/** Requests of several projects that one run of an engine answers. */
interface Group {
  engine: RuffEngine;
  members: { project: ProjectContext; requests: RuffRequest[] }[];
}

/** Runs all requests, as few runs as there are different engines. */
export async function runPlans(
  prepared: readonly PreparedProject[],
  engines: ReadonlyMap<ProjectContext, EngineChoice>,
  store: ConfigStore,
  signal: AbortSignal,
): Promise<ReadonlyMap<ProjectContext, Answered[]>> {
  const answers = new Map<ProjectContext, Answered[]>(prepared.map(({ project }) => [project, []]));
  const groups = new Map<RuffEngine, Group>();
  const add = (engine: RuffEngine, project: ProjectContext, requests: RuffRequest[]) => {
    if (requests.length === 0) return;
    const group = groups.get(engine) ?? { engine, members: [] };
    groups.set(engine, group);
    group.members.push({ project, requests });
  };
  const rooted = createRootedEngines(store);
  for (const { project, requests, decodedOnly } of prepared) {
    const choice = engines.get(project) ?? { lint: embeddedEngine, syntax: embeddedEngine };
    for (const [engine, some] of splitByEngine(requests, choice)) {
      for (const [placed, part] of rooted(engine, choice, some, project.options.timeoutMs)) add(placed, project, part);
    }
    add(embeddedEngine, project, decodedOnly);
  }
  await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const [project, answered] of await runGroup(group, signal)) answers.get(project)?.push(...answered);
    }),
  );
  return answers;
}

/** One engine for both checks, or one each. */
function splitByEngine(
  requests: readonly RuffRequest[],
  { lint, syntax }: EngineChoice,
): [RuffEngine, RuffRequest[]][] {
  if (lint === syntax) return [[syntax, [...requests]]];
  const linted = requests.flatMap(({ file, lint: config }) => (config ? [{ file, lint: config }] : []));
  const compiled = requests.flatMap(({ file, syntax: target }) => (target ? [{ file, syntax: target }] : []));
  return [[syntax, compiled], ...(lint ? [[lint, linted] satisfies [RuffEngine, RuffRequest[]]] : [])];
}

/**
 * Ruff stops when the configuration of the folder it starts in is broken, even for files with one of their own. Only
 * then does it start in the folder of each file's configuration.
 */
function createRootedEngines(store: ConfigStore) {
  const byFolder = new Map<string, RuffEngine>();
  return (
    engine: RuffEngine,
    { native }: EngineChoice,
    requests: RuffRequest[],
    timeoutMs: number,
  ): [RuffEngine, RuffRequest[]][] => {
    if (!native || engine === embeddedEngine || !('problem' in store.root())) return [[engine, requests]];
    const parts = new Map<RuffEngine, RuffRequest[]>();
    for (const request of requests) {
      const folder = request.lint?.folder;
      const key = [timeoutMs, native.path, folder].join('\n');
      const placed = folder
        ? (byFolder.get(key) ?? nativeEngine(native, { workspaceRoot: folder, timeoutMs }))
        : engine;
      if (folder) byFolder.set(key, placed);
      parts.set(placed, [...(parts.get(placed) ?? []), request]);
    }
    return [...parts];
  };
}

/**
 * Runs a group at once. When that fails, each project is run on its own, so that the one that ruff stumbles over keeps
 * no other from its result; after a time-out that would only take as long again.
 */
async function runGroup({ engine, members }: Group, signal: AbortSignal): Promise<[ProjectContext, Answered[]][]> {
  const run = async (some: Group['members']): Promise<[ProjectContext, Answered[]][]> => {
    const requests = some.flatMap((member) => member.requests);
    const answers = await engine.run(requests, signal);
    let next = 0;
    return some.map((member) => [
      member.project,
      member.requests.map((request) => {
        const { failure, ...answer } = answers[next++] ?? {};
        if (failure === undefined) return [request, answer];
        return [request, { ...answer, failure: relativise(failure, member.project.workspaceRoot) }];
      }),
    ]);
  };
  const together = await run(members);
  const failures = together.flatMap(([, answered]) => answered.flatMap(([, { failure }]) => failure ?? []));
  const isWorthRepeating =
    engine !== embeddedEngine && members.length > 1 && failures.some((text) => !/did not finish|cancelled/.test(text));
  if (!isWorthRepeating) return together;
  const alone: [ProjectContext, Answered[]][] = [];
  for (const member of members) alone.push(...(await run([member])));
  return alone;
}

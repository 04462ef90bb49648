import type { FileChange } from '@hone/core/edits';
import type { Walker } from '@hone/core/files';
import {
  type NxRuns,
  type Scratch,
  type TargetFailure,
  type WrittenGraph,
  copyWorkspace,
  createNxRuns,
  createScratch,
  findNx,
  largestSafeSet,
  linkModules,
  removeEnvironments,
  scratchEnvironment,
} from '@hone/core/scratch';
import { planRemoval } from '../removal/plan-removal.js';
import { keyOf } from '../removal/removal-notes.js';
import type { JudgedProject, Verdict } from '../types.js';
import type { Proofs } from './proofs.js';
import { type ProofTasks, defaultTargets, tasksToRun } from './tasks-to-run.js';
import { type TrialContext, tryRemoval } from './try-removal.js';

/** A proof, or why there is none: then nothing may be removed. */
export type ProofResult =
  | { kind: 'proved'; proofs: Proofs; /** Manifests and locks as they passed. */ changes: readonly FileChange[] }
  | { kind: 'nothing to prove' }
  | { kind: 'impossible'; message: string; hint: string };

/** Proves removals in a scratch copy of the workspace, which is made when the first one is asked for. */
export interface Prover {
  /** @param keep the copy stays without what was proved, as the workspace will */
  prove(judged: JudgedProject, options: { keep: boolean }): Promise<ProofResult>;
  /** Deletes the copy. */
  close(): Promise<void>;
}

/** What is made once for all projects of a run. */
interface Copy {
  scratch: Scratch;
  runs: NxRuns;
  env: NodeJS.ProcessEnv;
  graph: WrittenGraph | TargetFailure;
}

/** @param workspaceRoot absolute path; nothing in it is ever written */
export function createProver(
  workspaceRoot: string,
  walker: Walker,
  signal: AbortSignal,
  progress: (line: string) => void = () => undefined,
): Prover {
  let scratch: Scratch | undefined;
  let copy: Promise<Copy> | undefined;
  const open = async (nx: string): Promise<Copy> => {
    scratch = createScratch('dep-prune');
    const files = await copyWorkspace(workspaceRoot, scratch.workspace, walker, signal);
    await linkModules(workspaceRoot, scratch.workspace, files);
    const env = scratchEnvironment(scratch, workspaceRoot);
    const runs = createNxRuns(nx, scratch, env, signal);
    return { scratch, runs, env, graph: await runs.graph() };
  };
  return {
    async prove(judged, { keep }) {
      const items = judged.verdicts.filter((verdict) => planRemoval(judged, (each) => each === verdict).length > 0);
      if (items.length === 0) return { kind: 'nothing to prove' };
      const nx = findNx(workspaceRoot);
      if (nx === undefined) return impossible('Nx is not installed in node_modules of the workspace', 'Install it.');
      copy ??= open(nx);
      return proveIn(await copy, judged, items, { workspaceRoot, signal, keep, progress });
    },
    close: async () => {
      await copy?.catch(() => undefined);
      await scratch?.remove();
    },
  };
}

interface ProveOptions {
  workspaceRoot: string;
  signal: AbortSignal;
  keep: boolean;
  progress: (line: string) => void;
}

async function proveIn(
  { scratch, runs, env, graph }: Copy,
  judged: JudgedProject,
  items: readonly Verdict[],
  { workspaceRoot, signal, keep, progress }: ProveOptions,
): Promise<ProofResult> {
  if ('error' in graph) {
    return impossible(`Nx can not read a copy of the workspace: ${graph.error}`, 'Do its plugins need ignored files?');
  }
  const { project, options } = judged.request;
  const wanted = Array.isArray(options.verify) ? options.verify : defaultTargets;
  const tasks = tasksToRun(project.name, wanted, graph);
  if (tasks.targets.length === 0) {
    const hint = 'Name targets that prove something in the option `verify`.';
    return impossible(`Neither ${project.name} nor a dependant has a target ${wanted.join(', ')}`, hint);
  }
  const run = () => runs.run(tasks.targets, tasks.projects);
  progress(`${project.name}: runs ${describeTasks(tasks, project.name)} before anything is removed.`);
  await removeEnvironments(scratch.workspace);
  const broken = await run();
  if (broken) {
    const hint = 'The targets have to pass in a copy without ignored files before anything is removed.';
    return impossible(`${broken.task} fails with every dependency in place: ${broken.error}`, hint);
  }
  const context: TrialContext = { workspaceRoot, scratch, judged, env, signal, run };
  const { safe, stay } = await largestSafeSet(items, async (set) => {
    progress(`${project.name}: tries without ${set.length} of ${items.length}.`);
    return (await tryRemoval(context, set, { keep: false })).failure;
  });
  const kept = safe.length > 0 ? await tryRemoval({ ...context, run: passes }, safe, { keep }) : undefined;
  const failures = stay.map(({ item, failure }) => [keyOf(item), withRoot(failure, graph)] as const);
  const ran = describeTasks(tasks, project.name);
  const proofs = { stay: new Map(failures), safe: new Set(safe.map(keyOf)), ran };
  return { kind: 'proved', proofs, changes: kept?.changes ?? [] };
}

/** A set that has passed is put in place again without running everything once more. */
const passes = (): Promise<undefined> => Promise.resolve(undefined);

function impossible(message: string, hint: string): ProofResult {
  return { kind: 'impossible', message: `${message}.`.replace(/\.\.$/, '.'), hint };
}

function withRoot(failure: TargetFailure, { nodes }: WrittenGraph): TargetFailure {
  const root = failure.project === undefined ? undefined : nodes[failure.project]?.data.root;
  return root === undefined ? failure : { ...failure, root };
}

function describeTasks({ targets, projects }: ProofTasks, project: string): string {
  const others = projects.filter((name) => name !== project);
  return `${targets.join(', ')} of ${[...projects.filter((name) => name === project), ...others].join(', ')}`;
}

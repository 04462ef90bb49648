import type { DockerfilePlan, PlanArg, ScaffoldOptions, WantedStage } from '../types.js';
import { planNodeBuildStages } from './build-stages.js';
import type { NodeFacts } from './facts.js';
import { MANAGERS } from './managers.js';
import { planNodeRuntimeStages } from './runtime-stages.js';
import { chooseNodeRuntime } from './runtimes.js';
import type { NodePlan } from './types.js';

/** Plans the Dockerfile of a Node project: what production needs is installed in a stage of its own. */
export function planNode(facts: NodeFacts, options: ScaffoldOptions): DockerfilePlan {
  const runtime = chooseNodeRuntime(facts.node, options.runtime);
  const port = options.port ?? facts.service.port;
  const wants = (stage: WantedStage): boolean => options.stages?.includes(stage) ?? true;
  const plan: NodePlan = { facts, options, runtime, port, wants };
  return {
    args: argsOf(plan),
    stages: [...planNodeBuildStages(plan), ...planNodeRuntimeStages(plan)],
    ignore: ignoreLines(facts),
    ...(port !== undefined && { port }),
    notes: options.command ? [] : facts.service.notes,
  };
}

function argsOf({ facts, runtime }: NodePlan): PlanArg[] {
  const { install } = MANAGERS[facts.manager];
  return [
    { name: 'NODE_IMAGE', value: runtime.builder, image: true },
    ...(runtime.runtime === undefined
      ? []
      : [{ name: 'RUNTIME_IMAGE', value: runtime.runtime, image: true, comment: 'What runs.' }]),
    ...(install ? [{ name: install.arg, value: facts.managerVersion }] : []),
  ];
}

/** Everything is left out but what some stage copies. */
function ignoreLines({ lockRoot, manifests, sources, rootFiles, otherManifests, layout }: NodeFacts): string[] {
  const inLockRoot = (name: string): string => (lockRoot === '.' ? name : `${lockRoot}/${name}`);
  const isWhole = lockRoot === '.' && layout === 'single';
  const kept = [...manifests.map(inLockRoot), ...rootFiles, ...(layout === 'single' ? [lockRoot] : sources)];
  const others = otherManifests.map((pattern) => `!${pattern}`);
  return [
    ...(isWhole ? [] : ['# Everything stays out but what the image is made of.', '*', ...kept.map((one) => `!${one}`)]),
    ...(others.length > 0 ? ['# A frozen install reads the manifests of all workspaces.', ...others] : []),
    '**/node_modules',
    '**/dist',
    '**/.next',
    '**/coverage',
    '**/.git',
    '**/.env*',
    '**/.npmrc.local',
    '**/*.log',
    '**/Dockerfile*',
  ];
}

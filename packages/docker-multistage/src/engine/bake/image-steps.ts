import type { BuildStep, ImageRequest } from '../build/types.js';
import { type BakePlan, linkedTargets } from './bake-file.js';
import type { BakeProgress } from './route-progress.js';
import { reachOf, type StageNeeds } from './shared-stages.js';

/** What is known of one call of buildx. */
export interface BakedStages {
  plan: BakePlan;
  requests: readonly ImageRequest[];
  needs: StageNeeds;
  progress: Pick<BakeProgress, 'steps'>;
}

/**
 * The steps that an image is made of. One that several targets need has the name of each of them only where buildx writes
 * JSON; its plain progress names one of them, whichever was last. So it is known by its stage.
 */
export function stepsOf(request: ImageRequest, { plan, requests, needs, progress }: BakedStages): BuildStep[] {
  const targetOf = (one: ImageRequest): string => plan.targets[requests.indexOf(one)] ?? '';
  const alike = requests.filter((one) => needs.isSame(one, request)).map(targetOf);
  const reached = reachOf(request, needs);
  const found = [...alike.flatMap((target) => linkedTargets(plan, target)), ...alike]
    .flatMap((target) => progress.steps(target))
    .filter(({ name }) => reached.has(placeIn(name).stage));
  const steps = new Map([...found, ...progress.steps(targetOf(request))].map((step) => [step.name, step]));
  const stages = needs.order(request);
  return [...steps.values()]
    .map((step) => ({ step, ...placeIn(step.name) }))
    .sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage) || a.number - b.number)
    .map(({ step }) => step);
}

/** `[linux/arm64 deps 2/4] RUN make` is step 2 of `deps`. */
function placeIn(step: string): { stage: string; number: number } {
  const [, stage = '', number = 0] = /^\[(?:[^\]]* )?([^\] ]+) (\d+)\/\d+\]/.exec(step) ?? [];
  return { stage, number: Number(number) };
}

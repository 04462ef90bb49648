import { HoneError } from '@hone/core/diagnostics';
import { renderIgnoreLines } from '../ignore.js';
import type { DockerfilePlan, ScaffoldOptions, WantedStage } from '../types.js';
import { type Background, findBackground } from './background.js';
import { buildStages } from './build-stages.js';
import { type Draft, homeOf } from './draft.js';
import { chooseImages } from './images.js';
import { planInstall } from './install.js';
import { developmentStages, productionStages } from './run-stages.js';
import { planStart } from './start.js';
import type { PythonFacts } from './types.js';

/** Plans the Dockerfile of a Python project. @throws HoneError where no right one can be written */
export function planPython(facts: PythonFacts, options: ScaffoldOptions): DockerfilePlan {
  const start = planStart(facts, options);
  const background = findBackground(facts);
  const wanted = chooseStages(facts, options, background);
  const draft: Draft = {
    facts,
    options,
    images: chooseImages(facts, options.runtime),
    install: planInstall(facts),
    start,
    background,
    home: homeOf(facts),
    wanted,
  };
  const { args, stages } = draft.install;
  return {
    args: [...draft.images.args, ...args],
    stages: [...stages, ...buildStages(draft), ...developmentStages(draft), ...productionStages(draft)],
    ignore: renderIgnoreLines(
      [...facts.roots, ...draft.install.files],
      facts.roots.map((root) => (root === '.' ? 'dist' : `${root}/dist`)),
    ),
    ...(start.port !== undefined && { port: start.port }),
    notes: start.notes,
  };
}

function chooseStages(facts: PythonFacts, { stages }: ScaffoldOptions, background: Background): Set<WantedStage> {
  const fits: Record<WantedStage, boolean> = {
    production: true,
    development: true,
    test: facts.hasPytest,
    worker: background.worker !== undefined,
    scheduler: background.scheduler !== undefined,
  };
  for (const stage of stages ?? []) {
    if (!fits[stage])
      throw new HoneError(`The stage \`${stage}\` does not fit ${facts.project.name}: ${MISSING[stage]}`, {
        hint: 'Leave it out of `--stages`.',
      });
  }
  const all = (Object.keys(fits) as WantedStage[]).filter((stage) => fits[stage]);
  return new Set([...(stages ?? all), 'production']);
}

const MISSING: Partial<Record<WantedStage, string>> = {
  test: 'pytest is not among its dependencies.',
  worker: 'no Celery application, broker or the like was found in it.',
  scheduler: 'nothing in it is scheduled.',
};

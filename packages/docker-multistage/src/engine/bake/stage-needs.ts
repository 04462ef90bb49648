import type { ImageRequest } from '../build/types.js';
import { type Dockerfile, type Stage, copyOf, findStage, mountsOf, stagesOf } from '../dockerfile/index.js';
import { sharesWork } from './bake-file.js';
import type { StageNeeds } from './shared-stages.js';

/** What the Dockerfiles say of the stages that images need. */
export function stageNeeds(dockerfileOf: (request: ImageRequest) => Dockerfile): StageNeeds {
  const stageOf = (request: ImageRequest, name: string | undefined): Stage | undefined => {
    const { all } = stagesOf(dockerfileOf(request));
    return name === undefined ? all.at(-1) : findStage(all, name);
  };
  return {
    isSame: sharesWork,
    nameOf: (request) => stageOf(request, request.stage)?.name,
    direct(request, name) {
      const dockerfile = dockerfileOf(request);
      const stage = stageOf(request, name ?? request.stage);
      return stage ? namesOf(stage, dockerfile) : [];
    },
    order: (request) => stagesOf(dockerfileOf(request)).all.map(({ name }, index) => name ?? `stage-${index}`),
  };
}

/** Only names can be linked: a stage that is called by its number stays where it is. */
function namesOf(stage: Stage, dockerfile: Dockerfile): string[] {
  const { all } = stagesOf(dockerfile);
  const sources = stage.instructions.flatMap((instruction): (string | undefined)[] => {
    if (['COPY', 'ADD'].includes(instruction.keyword)) return [copyOf(instruction, dockerfile).from?.value];
    if (instruction.keyword === 'RUN') return mountsOf(instruction).map(({ fields }) => fields['from']);
    return [];
  });
  const found = sources.map((name) => (name === undefined ? undefined : findStage(all, name)));
  const names = [stage.base, ...found].map((other) => other?.name);
  return [...new Set(names.filter((name) => name !== undefined))];
}

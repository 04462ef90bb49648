import {
  copyOf,
  type Dockerfile,
  type Instruction,
  lineOf,
  parseDockerfile,
  type Stage,
  stagesOf,
  wordsOf,
} from '../dockerfile/index.js';
import { expandAt, resolveAt } from '../lint/rules/docker/locations.js';
import { pathOf } from '../lint/rules/paths.js';
import type { ImageFacts, Role, StageFacts } from './types.js';

const ROLES: readonly Exclude<Role, 'production'>[] = ['development', 'worker', 'scheduler'];

/**
 * Reads the stages of a Dockerfile that become services.
 *
 * @returns undefined when it has no stage
 */
export function parseImageStages(text: string): ImageFacts['stages'] | undefined {
  const file = parseDockerfile(text);
  const { all } = stagesOf(file);
  const byName = (name: string): Stage | undefined => all.findLast((stage) => stage.name === name);
  const production = byName('production') ?? all.at(-1);
  if (!production) return undefined;
  const roles = ROLES.flatMap((role) => {
    const stage = byName(role);
    return stage && stage !== production ? [[role, factsOf(stage, file)] as const] : [];
  });
  return { ...Object.fromEntries(roles), production: factsOf(production, file) };
}

function factsOf(stage: Stage, file: Dockerfile): StageFacts {
  const own = [...lineOf(stage)].reverse().flatMap(({ instructions }) => instructions);
  const last = (...keywords: string[]): Instruction | undefined =>
    own.findLast(({ keyword }) => keywords.includes(keyword));
  const port = own
    .filter(({ keyword }) => keyword === 'EXPOSE')
    .flatMap((instruction) =>
      wordsOf(instruction, file).map(({ text }) => Number.parseInt(expandAt(text, instruction, file), 10)),
    )
    .find((number) => number > 0);
  const check = last('HEALTHCHECK');
  const program = (last('ENTRYPOINT')?.exec?.[0] ?? last('CMD')?.exec?.[0])?.text;
  return {
    name: stage.name ?? String(stage.index),
    ...(port !== undefined && { port }),
    hasHealthCheck: check !== undefined && !/^none\s*$/i.test(check.operands.text.trim()),
    copies: own.flatMap((instruction) => copiesOf(instruction, file)),
    ...(program !== undefined && { program }),
  };
}

function copiesOf(instruction: Instruction, file: Dockerfile): StageFacts['copies'] {
  if (instruction.keyword !== 'COPY' || instruction.heredocs.length > 0) return [];
  const { sources, target, from } = copyOf(instruction, file);
  if (from || !target) return [];
  const place = pathOf(target);
  return sources.flatMap((word) => {
    const source =
      expandAt(pathOf(word), instruction, file)
        .replace(/^\.?\//, '')
        .replace(/\/$/, '') || '.';
    if (/[*?[$]/.test(source) || source.startsWith('..')) return [];
    const absolute = resolveAt(place, instruction, file);
    // A folder's content goes into the target, a file keeps its name where the target is a folder.
    return [
      {
        source,
        target: /(?:^|\/)\.?$/.test(place) && isFileName(source) ? `${absolute}/${baseName(source)}` : absolute,
      },
    ];
  });
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const isFileName = (path: string): boolean => /\.\w+$/.test(baseName(path));

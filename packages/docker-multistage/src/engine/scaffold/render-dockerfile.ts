import { parseDockerfile, stagesOf } from '../dockerfile/index.js';
import { type Merged, mergeParts, type MergeOptions, type Part, renderParts } from './marks.js';
import { commentText, instructionValue } from './quote.js';
import type { DockerfilePlan, PlanArg, StagePlan } from './types.js';

/** What is in a Dockerfile besides its plan. */
export interface RenderOptions {
  /** The command that writes it, named at its top. */
  writtenBy?: string;
  /** A frontend for the first line: `docker/dockerfile:1`. */
  syntax?: string;
}

/** The part that holds the ARGs before the first FROM. */
const IMAGES = 'images';

/** Renders a plan as a new Dockerfile, each stage between marks. */
export function renderDockerfile(plan: DockerfilePlan, options: RenderOptions = {}): string {
  return withSyntax(renderParts(partsOf(plan, options)), options.syntax);
}

/** Brings a Dockerfile that `renderDockerfile` wrote up to date; see {@link mergeParts}. */
export function updateDockerfile(
  existing: string,
  plan: DockerfilePlan,
  options: RenderOptions & Pick<MergeOptions, 'file' | 'force'>,
): Merged {
  const { text, kept } = mergeParts(existing, partsOf(plan, options), { ...options, isElsewhere: hasStage });
  return { text: withSyntax(text, options.syntax), kept };
}

/** Renders the .dockerignore of a plan. */
export function renderIgnore(plan: DockerfilePlan): string {
  return renderParts([ignorePart(plan)]);
}

/** Brings a .dockerignore that `renderIgnore` wrote up to date. */
export function updateIgnore(
  existing: string,
  plan: DockerfilePlan,
  options: Pick<MergeOptions, 'file' | 'force'>,
): Merged {
  return mergeParts(existing, [ignorePart(plan)], options);
}

const ignorePart = ({ ignore }: DockerfilePlan): Part => ({ name: 'ignore', text: ignore.join('\n') });

function partsOf(plan: DockerfilePlan, { writtenBy }: RenderOptions): Part[] {
  const head = writtenBy === undefined ? [] : [`# Written by: ${commentText(writtenBy)}`, NOTE];
  const images: Part = { name: IMAGES, text: [...head, ...plan.args.flatMap(renderArg)].join('\n') };
  return [images, ...plan.stages.map((stage) => ({ name: stage.name, text: renderStage(stage) }))];
}

const NOTE =
  '# The next run brings the parts between marks up to date, but for those that were edited; the rest is yours.';

function renderArg({ name, value, comment }: PlanArg): string[] {
  return [...(comment === undefined ? [] : renderComment(comment)), `ARG ${name}=${instructionValue(value)}`];
}

function renderStage({ name, from, platform, comment, body }: StagePlan): string {
  const flag = platform === undefined ? '' : `--platform=${platform} `;
  const above = comment === undefined ? [] : renderComment(comment);
  return [...above, `FROM ${flag}${from} AS ${name}`, ...body].join('\n');
}

const WIDTH = 118;

/** A comment on as many lines as it takes. */
function renderComment(text: string): string[] {
  const lines = [''];
  for (const word of commentText(text).split(' ')) {
    const line = lines.at(-1)!;
    if (line.length + word.length < WIDTH) lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `# ${line}`);
}

/** A stage whose marks the user removed is the user's. */
function hasStage(name: string, outside: string): boolean {
  const file = parseDockerfile(outside);
  if (name === IMAGES) return file.instructions[0]?.keyword === 'ARG';
  return stagesOf(file).all.some((stage) => stage.name?.toLowerCase() === name);
}

/** The directive has to be the first line of the file. */
function withSyntax(text: string, syntax: string | undefined): string {
  const without = text.replace(/^#\s*syntax\s*=.*\n/i, '');
  const own = text.slice(0, text.length - without.length);
  return syntax === undefined ? own + without : `# syntax=${syntax}\n${without}`;
}

import type { Diagnostic } from '@hone/core/diagnostics';
import { createLineIndex } from '@hone/core/line-index';
import {
  type Dockerfile,
  type Instruction,
  type Span,
  type Stage,
  parseImageName,
  stagesOf,
} from '../dockerfile/index.js';
import { diagnosticAt } from './checks.js';
import type { FailedStep } from './progress.js';
import type { ImageRequest } from './types.js';

/** A kind of failure: how its message is known, what is said instead, and what to do. */
interface Kind {
  ruleId: string;
  pattern: RegExp;
  /** The names of the steps that fail so, where there is a step. */
  steps?: RegExp;
  message: (match: RegExpExecArray, step: FailedStep | undefined) => string;
  hint?: string;
}

/** In order: the first that fits counts. Messages are those of BuildKit from engine 20.10 to 29. */
const KINDS: readonly Kind[] = [
  {
    ruleId: 'docker/engine-full',
    pattern: /no space left on device/i,
    message: () => 'The disk of the Docker engine is full.',
    hint: 'See what takes the room with `docker system df`, and free some: the executor @hone/docker-multistage:cache prunes the build cache.',
  },
  {
    ruleId: 'docker/frontend-unknown',
    steps: /^resolve image config for/,
    pattern: /[^]/,
    message: (_, step) => `The frontend that \`# syntax=\` names cannot be had${reasonOf(step)}.`,
    hint: 'Leave the line out where there is no way to its registry: the engine has a frontend of its own.',
  },
  {
    ruleId: 'docker/base-image-unknown',
    steps: /^\[internal\] load metadata|^\[[^\]]*\] FROM /,
    pattern:
      /(?:pull access denied|not found: not found|failed to resolve source metadata for|failed to (?:do request|authorize)|no match for platform|insufficient_scope)/i,
    message: (_, step) =>
      `The image ${imageOfStep(step) ?? ''} cannot be had`.replace('  ', ' ') + `${reasonOf(step)}.`,
    hint: 'Look at its name and tag, at the way to the registry, and whether `docker login` is needed.',
  },
  {
    ruleId: 'docker/step-failed',
    pattern: /exit code:? (\d+)/i,
    message: ([, code], step) => `${commandOf(step)} ended with exit code ${code}${lastLine(step)}`,
  },
  {
    ruleId: 'docker/secret-missing',
    pattern: /secret ([\w.-]+)(?: not found|: not found)|failed to (?:get|load) secret/i,
    message: ([, id]) => (id === undefined ? 'A secret is not given.' : `The secret "${id}" is not given.`),
    hint: 'Give it in the option `secrets`.',
  },
  {
    ruleId: 'docker/syntax',
    pattern: /dockerfile parse error(?: (?:on )?line \d+)?:? *(.*)/i,
    message: ([, reason]) => `The builder cannot parse the Dockerfile: ${reason}`,
  },
  {
    ruleId: 'docker/file-missing',
    pattern: /no such file or directory|failed to (?:compute cache key|calculate checksum)|(?:"[^"]*"|\S+): not found/i,
    message: (_, step) => `${commandOf(step)}: a file that it names is not there.`,
    hint: 'Look at the path, at the .dockerignore, and at what the target docker-context puts into the context.',
  },
];

/**
 * What to say of a build that failed.
 *
 * @param message the engine's, without secrets
 * @param step the one that failed, if one did
 */
export function diagnoseFailure(
  request: ImageRequest,
  dockerfile: Dockerfile,
  message: string,
  step: FailedStep | undefined,
): Diagnostic[] {
  const syntax = dockerfile.problems.map(({ message: problem, hint, at }) =>
    diagnosticAt(request, dockerfile, at, {
      ruleId: 'docker/syntax',
      level: 'error',
      message: problem,
      ...(hint !== undefined && { hint }),
    }),
  );
  for (const { ruleId, pattern, steps, message: say, hint } of KINDS) {
    if (steps && !(step && steps.test(step.name))) continue;
    const match = pattern.exec(step?.error ?? message) ?? pattern.exec(message);
    if (!match) continue;
    if (ruleId === 'docker/syntax' && syntax.length > 0) return syntax;
    const at = spanOf(message, step, dockerfile);
    return [
      diagnosticAt(request, dockerfile, at, {
        ruleId,
        level: 'error',
        message: say(match, step),
        ...(hint && { hint }),
      }),
    ];
  }
  if (!step && syntax.length > 0) return syntax;
  const at = spanOf(message, step, dockerfile);
  return [
    diagnosticAt(request, dockerfile, at, {
      ruleId: 'docker/build-failed',
      level: 'error',
      message: plainMessage(message),
    }),
  ];
}

/** Go wraps errors one in the other: what stands before the last ones is where it was noticed. */
function plainMessage(message: string): string {
  return `The build failed: ${message.replace(/^(?:failed to solve(?: with frontend [\w.]+)?: |rpc error: code = \w+ desc = |failed to create LLB definition: |executor failed running \[[^]*?\]: )+/, '')}`;
}

/** The instruction at fault: what the message says, else that of the step. */
function spanOf(message: string, step: FailedStep | undefined, dockerfile: Dockerfile): Span | undefined {
  const line = Number(/parse error (?:on )?line (\d+)/i.exec(message)?.[1]);
  if (line > 0)
    return (
      dockerfile.instructions.find(({ line: from, endLine }) => from <= line && line <= endLine) ??
      spanOfLine(dockerfile, line)
    );
  if (step?.name.startsWith('resolve image config for'))
    return dockerfile.directives.find(({ name }) => name === 'syntax');
  return step && instructionOf(step.name, dockerfile);
}

function spanOfLine({ text }: Dockerfile, line: number): Span | undefined {
  const lines = createLineIndex(text);
  const offset = text.split('\n').length >= line ? lines.positionToOffset({ line, column: 1 }) : undefined;
  return offset === undefined ? undefined : { start: offset, end: offset };
}

const WITH_STEP = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/**
 * The instruction that a step stands for. The builder numbers what makes a step within each stage, from the FROM on,
 * and names a stage without a name by its place.
 *
 * @param name `[deps 2/4] RUN make`, or `[internal] load metadata for docker.io/library/python:3.12`
 */
export function instructionOf(name: string, dockerfile: Dockerfile): Instruction | undefined {
  const { all } = stagesOf(dockerfile);
  const image = /^\[internal\] load metadata for (\S+)/.exec(name)?.[1];
  if (image !== undefined)
    return all.find(({ from }) => isSameImage(from.image.text, image))?.instruction ?? onlyFrom(all);
  const [, stageName, number, total, rest = ''] =
    /^\[(?:\S+\/\S+ (?=\S+ \d))?(?:(\S+) )?(\d+)\/(\d+)\] (.*)$/s.exec(name) ?? [];
  if (number === undefined) return undefined;
  const stage = stageOf(stageName, all);
  if (!stage) return undefined;
  const steps = stage.instructions.filter(({ keyword }) => WITH_STEP.has(keyword));
  // FROM scratch is no step.
  const counted = steps.length === Number(total) ? steps : [stage.instruction, ...steps];
  const found = counted.length === Number(total) ? counted[Number(number) - 1] : undefined;
  const keyword = rest.split(' ', 1)[0]!.toUpperCase();
  return found?.keyword === keyword
    ? found
    : steps.find((step) => step.keyword === keyword && rest.includes(step.operands.text));
}

function stageOf(name: string | undefined, all: readonly Stage[]): Stage | undefined {
  if (name === undefined) return all.length === 1 ? all[0] : all.at(-1);
  return all.find((stage) => stage.name === name.toLowerCase()) ?? all[Number(/^stage-(\d+)$/.exec(name)?.[1])];
}

function onlyFrom(all: readonly Stage[]): Instruction | undefined {
  return all.length === 1 ? all[0]!.instruction : undefined;
}

/** The builder writes Docker Hub's host and a missing tag out. */
function isSameImage(written: string, whole: string): boolean {
  const { registry = 'docker.io', name, tag, digest } = parseImageName(written);
  const path = registry === 'docker.io' && !name.includes('/') ? `library/${name}` : name;
  return (
    whole ===
    `${registry}/${path}${digest === undefined ? `:${tag ?? 'latest'}` : `${tag === undefined ? '' : `:${tag}`}@${digest}`}`
  );
}

function imageOfStep(step: FailedStep | undefined): string | undefined {
  return (
    step && /^\[internal\] load metadata for (\S+)/.exec(step.name)?.[1]?.replace(/^docker\.io\/(?:library\/)?/, '')
  );
}

function reasonOf(step: FailedStep | undefined): string {
  const error = step?.error ?? '';
  if (/pull access denied|insufficient_scope/.test(error)) return ': it does not exist, or needs a login';
  if (/not found/.test(error)) return ': the registry has no such image';
  const last = error.split(': ').at(-1);
  return last ? `: ${last}` : '';
}

/** The instruction of a step, on one line and not too long. */
function commandOf(step: FailedStep | undefined): string {
  const text = (step?.name ?? 'A step').replace(/^\[[^\]]*\] /, '').replace(/\s+/g, ' ');
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

function lastLine(step: FailedStep | undefined): string {
  const line = step?.log.findLast((text) => text.trim() !== '')?.trim();
  return line === undefined ? '.' : `: ${line}`;
}

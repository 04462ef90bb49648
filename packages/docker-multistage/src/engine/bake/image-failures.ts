import { HoneError } from '@hone/core/diagnostics';
import { describeResult, type ProcessResult } from '@hone/core/process';
import { failedEnd } from '../build/ends.js';
import { diagnoseFailure } from '../build/failure.js';
import type { FailedStep } from '../build/progress.js';
import type { ImageEnd, ImageRequest } from '../build/types.js';
import type { Dockerfile } from '../dockerfile/index.js';
import { type BakePlan, linkedTargets } from './bake-file.js';
import { lastLine } from './buildx.js';
import type { BakeProgress } from './route-progress.js';

/** What is known of a call of buildx that failed. */
export interface FailedBake {
  plan: BakePlan;
  requests: readonly ImageRequest[];
  progress: Pick<BakeProgress, 'failed'>;
}

/**
 * Those whose own step failed; when no step did, what buildx says holds for all.
 *
 * @param dockerfiles by their paths
 * @param said by buildx at its end
 */
export function failuresOf(
  { plan, requests, progress }: FailedBake,
  dockerfiles: ReadonlyMap<string, Dockerfile>,
  said: string,
): Map<ImageRequest, ImageEnd> {
  const ends = new Map<ImageRequest, ImageEnd>();
  for (const [index, request] of requests.entries()) {
    const target = plan.targets[index]!;
    const own = [target, ...linkedTargets(plan, target)];
    const step = own.map((name) => progress.failed(name)).find((failed) => failed && !isCancelled(failed, own));
    if (!step) continue;
    const diagnostics = diagnoseFailure(request, dockerfiles.get(request.dockerfile)!, step.error, step);
    ends.set(request, { kind: 'failed', diagnostics, step } as ImageEnd);
  }
  if (ends.size > 0) return ends;
  const error = new HoneError(`docker buildx failed: ${said}.`, { code: 'docker/buildx', ...hintFor(said) });
  return new Map(requests.map((request) => [request, failedEnd(request, error)]));
}

/** What buildx cancels because of another target has an error, too: that it was cancelled, or what the other's was. */
function isCancelled({ error }: FailedStep, own: readonly string[]): boolean {
  if (error.endsWith('context canceled')) return true;
  const [, culprit] = /\btarget ([\w-]+): failed to /.exec(error) ?? [];
  return culprit !== undefined && !own.includes(culprit);
}

/** The last that buildx said, apart from its progress. */
export function saidBy(result: ProcessResult, mask: (text: string) => string): string {
  const said = 'stderr' in result ? lastLine(plainLines(result.stderr)) : undefined;
  return mask(said ?? describeResult('docker buildx', result));
}

/** Progress as JSON is no message. */
function plainLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('{') && !/^#\d+ /.test(line))
    .join('\n');
}

const HINTS: [RegExp, string][] = [
  [
    /not (?:currently )?supported for the docker driver|docker driver/i,
    "The engine's own builder cannot do this: make one with `docker buildx create --use`, or name one in the option `builder`.",
  ],
  [/connection refused|deadline exceeded|no such host|dial tcp/i, 'Is the builder running? See `docker buildx ls`.'],
  [/unauthorized|denied|401|403/i, 'Log in with `docker login <registry>` as a user who may do this.'],
];

function hintFor(said: string): { hint?: string } {
  const hint = HINTS.find(([pattern]) => pattern.test(said))?.[1];
  return hint === undefined ? {} : { hint };
}

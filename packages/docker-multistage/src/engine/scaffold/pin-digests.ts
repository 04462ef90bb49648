import { HoneError } from '@hone/core/diagnostics';
import { parseDockerfile, stagesOf, pairsOf } from '../dockerfile/index.js';
import type { DockerfilePlan } from './types.js';

/** Asks a registry for the digest of an image: `sha256:…`. */
export type FindDigest = (image: string) => Promise<string>;

/**
 * Adds to each base image its digest. One that the Dockerfile has already for the same tag stays, so that a second run
 * changes nothing; to renew it, remove it.
 *
 * @throws HoneError when a digest can't be had
 */
export async function pinDigests(plan: DockerfilePlan, existing: string, find: FindDigest): Promise<DockerfilePlan> {
  const known = pinnedImages(existing);
  const args = await Promise.all(
    plan.args.map(async (arg) => {
      if (!arg.image || arg.value.includes('@')) return arg;
      return { ...arg, value: `${arg.value}@${known.get(arg.value) ?? (await digestOf(arg.value, find))}` };
    }),
  );
  return { ...plan, args };
}

function pinnedImages(existing: string): Map<string, string> {
  const file = parseDockerfile(existing);
  const values = stagesOf(file)
    .globals.filter(({ keyword }) => keyword === 'ARG')
    .flatMap((instruction) => pairsOf(instruction, file).map(({ value }) => value ?? ''));
  return new Map(
    values.flatMap((value) => {
      const [image, digest] = value.split('@');
      return image !== undefined && digest?.startsWith('sha256:') ? [[image, digest] as const] : [];
    }),
  );
}

async function digestOf(image: string, find: FindDigest): Promise<string> {
  try {
    return await find(image);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HoneError(`The digest of ${image} can not be had: ${reason}`, {
      hint: 'Pinning needs an engine that reaches the registry. Without `--pinDigests` the Dockerfile names the tag alone.',
      cause,
    });
  }
}

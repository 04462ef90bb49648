import { HoneError } from '@hone/core/diagnostics';
import type Docker from 'dockerode';
import type { ImageOutput } from '../build/types.js';
import { engineFailure } from './engine-failure.js';
import { splitReference } from './layout.js';
import { readMessages } from './messages.js';
import { REGISTRY_HINTS, registryAuth } from './registry.js';

/** `output: "push"`: pushes a built image under each of its tags. */
export const pushOutput: ImageOutput = async (docker, image, { tags }, { signal }) => {
  const digests = new Map<string, string>();
  // One after another: the second tag of a registry finds every layer there.
  for (const reference of tags) digests.set(reference, await pushTag(docker, image.id, reference, signal));
  const [digest] = digests.values();
  return {
    ...(digest !== undefined && { digest }),
    pushed: [...digests].map(([reference, pushed]) => `${reference}@${pushed}`),
  };
};

/**
 * Pushes an image under one reference.
 *
 * @returns the digest of its manifest there
 * @throws HoneError when the tag names another image by now, or the registry refuses
 */
async function pushTag(docker: Docker, id: string, reference: string, abortSignal: AbortSignal): Promise<string> {
  const { name, tag } = splitReference(reference);
  const image = docker.getImage(name);
  let digest: string | undefined;
  try {
    await checkTag(docker, id, reference);
    const authconfig = await registryAuth(name);
    await readMessages(await image.push({ tag, authconfig, abortSignal }), ({ aux }) => {
      if (typeof aux?.['Digest'] === 'string') digest = aux['Digest'];
    });
  } catch (error) {
    throw engineFailure(error, `The engine could not push ${reference}`, REGISTRY_HINTS);
  }
  if (digest !== undefined) return digest;
  throw new HoneError(`The engine pushed ${reference} and gave no digest.`, { code: 'docker/engine' });
}

async function checkTag(docker: Docker, id: string, reference: string): Promise<void> {
  const found = (await docker.getImage(reference).inspect()).Id;
  if (found === id) return;
  throw new HoneError(`${reference} names another image (${found}) than the one that was built (${id}).`, {
    code: 'docker/wrong-image',
    hint: 'Was an image of the same name built at the same time? Run the build again.',
  });
}

import { HoneError } from '@hone/core/diagnostics';
import { engineFailure } from './engine-failure.js';
import { splitReference } from './layout.js';
import { readMessages } from './messages.js';
import { REGISTRY_HINTS, registryAuth } from './registry.js';
import type { LoadTarget } from './types.js';

/**
 * Pulls an image by its digest from the first registry that has it.
 *
 * @param pushed `name:tag@sha256:…`
 */
export async function pullImage(
  { docker, signal }: LoadTarget,
  pushed: readonly string[],
  digest: string,
): Promise<void> {
  const names = [...new Set(pushed.map((reference) => splitReference(reference.replace(/@.*$/, '')).name))];
  const errors: Error[] = [];
  for (const name of names) {
    const reference = `${name}@${digest}`;
    try {
      const options = { fromImage: name, tag: digest, abortSignal: signal };
      await readMessages(await docker.createImage(await registryAuth(name), options));
      return;
    } catch (error) {
      errors.push(engineFailure(error, `The engine could not pull ${reference}`, REGISTRY_HINTS));
    }
  }
  throw errors[0] ?? new HoneError('An image without a name cannot be pulled.');
}

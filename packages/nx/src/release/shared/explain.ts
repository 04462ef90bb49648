import { HoneError, renderError } from '@hone/core/diagnostics';
import { logger } from '@nx/devkit';

/** Shows an error before it is thrown: Nx puts a general message of its own in the place of some. Gives it back. */
export function explain<T extends Error>(error: T): T {
  logger.error(renderError(error));
  return error;
}

/** Does something for a dependency of a manifest; an error says which. */
export function inManifest<T>(file: string, dependency: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof HoneError)) throw error;
    const { code, hint } = error;
    const details = { file, ...(code !== undefined && { code }), ...(hint !== undefined && { hint }) };
    throw explain(new HoneError(`${dependency} in ${file}: ${error.message}`, details));
  }
}

import { HoneError } from '@hone/core/diagnostics';

/**
 * Ends a generator. Nx shows an error's message only, so what to do about it stands there too.
 *
 * @throws HoneError always
 */
export function refuse(message: string, hint: string): never {
  throw new HoneError(`${message} ${hint}`, { hint });
}

import { errorMessage, HoneError } from '@hone/core/diagnostics';

/** What the client gives with an error of the engine. */
interface EngineError {
  code?: string;
  statusCode?: number;
  json?: { message?: string } | null;
  reason?: string;
}

const GONE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ERR_STREAM_PREMATURE_CLOSE', 'EACCES']);

/**
 * An error of the engine's API as a message for a person.
 *
 * @param what a sentence without its stop: `The engine could not export the image api:1`
 * @param hints what to do, by what the engine says; the first that matches
 */
export function engineFailure(error: unknown, what: string, hints: readonly [RegExp, string][] = []): Error {
  if (error instanceof HoneError || isDiskError(error)) return error as Error;
  const { code, statusCode, json } = (error ?? {}) as EngineError;
  if (statusCode === undefined && code !== undefined && GONE.has(code)) {
    return new HoneError(`${what}: the engine does not answer (${code}).`, {
      code: 'docker/no-engine',
      hint: 'Start Docker, or set DOCKER_HOST to where it listens.',
      cause: error,
    });
  }
  if ((error as Error).name === 'AbortError') return new HoneError(`${what}: the run was cancelled.`, { cause: error });
  const said = (json?.message ?? errorMessage(error))
    .replace(/^\(HTTP code \d+\)[^-]*- /, '')
    .trim()
    .replace(/\.$/, '');
  const hint = hints.find(([pattern]) => pattern.test(said))?.[1];
  return new HoneError(`${what}: ${said}.`, { code: 'docker/engine', cause: error, ...(hint && { hint }) });
}

/** A failure to write on this side is not the engine's. */
function isDiskError(error: unknown): boolean {
  const { syscall, code } = (error ?? {}) as NodeJS.ErrnoException;
  return syscall === 'write' && code !== 'EPIPE' && code !== 'ECONNRESET' ? true : code === 'ENOSPC';
}

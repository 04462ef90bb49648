import type { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { HoneError, errorMessage } from '@hone/core/diagnostics';
import { type EngineApi, EngineRefusal, type Query } from './engine-api.js';
import { type StatusUpdate, decodeTrace } from './trace.js';

/** How the engine ended a build. */
export type SolveEnd =
  | { kind: 'built'; id: string }
  /** The builder refused, or a step failed: its message. */
  | { kind: 'failed'; message: string };

/** One line of the engine's answer. */
interface Message {
  id?: string;
  aux?: unknown;
  error?: string;
  errorDetail?: { message?: string };
}

/**
 * Has the engine build an image.
 *
 * @param query the parameters of `/build`, without those that every build has
 * @param onStatus gets what the builder says of its steps, as it comes
 * @throws HoneError when the engine refuses the request or goes away; whatever the signal was aborted with
 */
export async function solve(
  api: EngineApi,
  query: Query,
  signal: AbortSignal,
  onStatus: (status: StatusUpdate) => void,
): Promise<SolveEnd> {
  signal.throwIfAborted();
  let end: SolveEnd | undefined;
  try {
    const answer = await api.post('/build', { version: 2, ...query }, signal);
    for await (const message of messagesOf(answer)) {
      if (message.id === 'moby.buildkit.trace') onStatus(decodeTrace(Buffer.from(String(message.aux), 'base64')));
      const id = (message.aux as { ID?: unknown } | undefined)?.ID;
      if (message.id === 'moby.image.id' && typeof id === 'string') end = { kind: 'built', id };
      const error = message.errorDetail?.message ?? message.error;
      if (error !== undefined) return { kind: 'failed', message: error };
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof EngineRefusal ? refused(error) : lost(error);
  }
  signal.throwIfAborted();
  return end ?? Promise.reject(lost(new Error('its answer broke off')));
}

function refused(error: EngineRefusal): HoneError {
  return new HoneError(`The Docker engine refused the build: ${error.message}`, {
    code: 'docker/build-refused',
    cause: error,
  });
}

function lost(error: unknown): HoneError {
  return new HoneError(`The Docker engine went away in the middle of the build: ${errorMessage(error)}.`, {
    code: 'docker/engine-lost',
    hint: 'See the log of the engine (`journalctl -u docker`, or Docker Desktop), start it again and repeat the build: finished steps are in its cache.',
    cause: error,
  });
}

/** JSON values, one a line. */
async function* messagesOf(answer: IncomingMessage): AsyncGenerator<Message> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of answer) {
    rest += decoder.write(chunk as Buffer);
    const lines = rest.split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as Message;
  }
  if (rest.trim() !== '') yield JSON.parse(rest) as Message;
}

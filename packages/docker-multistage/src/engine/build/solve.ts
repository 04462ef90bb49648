import type { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { errorMessage, HoneError } from '@hone/core/diagnostics';
import type Docker from 'dockerode';
import { type StatusUpdate, decodeTrace } from './trace.js';

/** The parameters of `/build`, without those that every build has. */
export type BuildQuery = Record<string, string | number | boolean | readonly string[]>;

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
 * @param onStatus gets what the builder says of its steps, as it comes
 * @throws HoneError when the engine refuses the request or goes away; whatever the signal was aborted with
 */
export async function solve(
  docker: Docker,
  query: BuildQuery,
  signal: AbortSignal,
  onStatus: (status: StatusUpdate) => void,
): Promise<SolveEnd> {
  signal.throwIfAborted();
  let end: SolveEnd | undefined;
  try {
    const answer = await request(docker, query, signal);
    for await (const message of messagesOf(answer)) {
      if (message.id === 'moby.buildkit.trace') onStatus(decodeTrace(Buffer.from(String(message.aux), 'base64')));
      const id = (message.aux as { ID?: unknown } | undefined)?.ID;
      if (message.id === 'moby.image.id' && typeof id === 'string') end = { kind: 'built', id };
      const error = message.errorDetail?.message ?? message.error;
      if (error !== undefined) return { kind: 'failed', message: error };
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof HoneError ? error : lost(error);
  }
  signal.throwIfAborted();
  return end ?? Promise.reject(lost(new Error('its answer broke off')));
}

interface Modem {
  dial(options: Record<string, unknown>, done: (error: RequestError | null, answer: IncomingMessage) => void): void;
}
type RequestError = Error & { statusCode?: number; json?: { message?: string } | null };

function request(docker: Docker, query: BuildQuery, abortSignal: AbortSignal): Promise<IncomingMessage> {
  const options = { _query: { version: 2, ...query }, _body: {} };
  const statusCodes = { 200: true, 500: 'server error' };
  const dial = { path: '/build?', method: 'POST', options, abortSignal, isStream: true, statusCodes };
  return new Promise((resolve, reject) => {
    (docker.modem as unknown as Modem).dial(dial, (error, answer) => {
      if (!error) resolve(answer);
      else if (error.statusCode === undefined) reject(error);
      else reject(new HoneError(refusal(error), { code: 'docker/build-refused', cause: error }));
    });
  });
}

function refusal(error: RequestError): string {
  const reason = error.message.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim();
  return `The Docker engine refused the build: ${reason}`;
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

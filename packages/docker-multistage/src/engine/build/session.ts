import { randomUUID } from 'node:crypto';
import { HoneError, errorMessage } from '@hone/core/diagnostics';
import type { EngineApi } from './engine-api.js';
import { type Handlers, serveRpc } from './rpc.js';

/** A connection over which the engine asks this process for files, secrets and credentials. */
export interface Session {
  /** For the parameter `session` of `/build`. */
  id: string;
  close(): void;
}

/** Without it newer engines take the session for dead after two checks. */
const health: Handlers = {
  '/grpc.health.v1.Health/Check': { kind: 'unary', answer: () => ({ status: 1 }) },
};

/**
 * Opens a session: an HTTP request is turned around, and the engine becomes the client of a gRPC server on our side.
 *
 * @param services what the engine may ask for while it builds
 * @param sharedKey what the engine keeps received files under, so that a later session sends changed ones only
 * @throws HoneError when the engine offers no sessions
 */
export async function openSession(api: EngineApi, services: readonly Handlers[], sharedKey: string): Promise<Session> {
  const handlers: Handlers = Object.assign({}, health, ...services);
  const id = randomUUID();
  try {
    const socket = await api.upgrade('/session', {
      Upgrade: 'h2c',
      'X-Docker-Expose-Session-Uuid': id,
      'X-Docker-Expose-Session-Name': 'hone',
      'X-Docker-Expose-Session-Sharedkey': sharedKey,
      'X-Docker-Expose-Session-Grpc-Method': Object.keys(handlers),
    });
    // The build tells of a lost engine; an error nobody hears here would end the process.
    socket.on('error', () => undefined);
    return { id, ...serveRpc(socket, handlers) };
  } catch (error) {
    throw new HoneError(`The Docker engine opened no build session: ${errorMessage(error).trim()}`, {
      code: 'docker/no-engine',
      hint: 'BuildKit needs an engine of 20.10 or newer.',
      cause: error,
    });
  }
}

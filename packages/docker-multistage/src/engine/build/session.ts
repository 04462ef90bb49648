import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { errorMessage, HoneError } from '@hone/core/diagnostics';
import type Docker from 'dockerode';
import { serviceDefinition } from './protocol.js';

/** Something that the engine may ask for while it builds. */
export interface SessionService {
  /** The gRPC service's whole name. */
  name: string;
  methods: UntypedServiceImplementation;
}

/** A connection over which the engine asks this process for files, secrets and credentials. */
export interface Session {
  /** For the parameter `session` of `/build`. */
  id: string;
  close(): void;
}

/** Without it newer engines take the session for dead after two checks. */
const health: SessionService = {
  name: 'grpc.health.v1.Health',
  methods: {
    Check: (_call: unknown, done: (error: null, value: { status: number }) => void) => done(null, { status: 1 }),
  },
};

/**
 * Opens a session: an HTTP request is turned around, and the engine becomes the client of a gRPC server on our side.
 *
 * @param sharedKey what the engine keeps received files under, so that a later session sends changed ones only
 * @throws HoneError when the engine offers no sessions
 */
export async function openSession(
  docker: Docker,
  services: readonly SessionService[],
  sharedKey: string,
): Promise<Session> {
  const all = [health, ...services];
  const id = randomUUID();
  const socket = await hijack(docker, {
    Upgrade: 'h2c',
    'X-Docker-Expose-Session-Uuid': id,
    'X-Docker-Expose-Session-Name': 'hone',
    'X-Docker-Expose-Session-Sharedkey': sharedKey,
    'X-Docker-Expose-Session-Grpc-Method': all.flatMap(({ name, methods }) =>
      Object.keys(methods).map((method) => `/${name}/${method}`),
    ),
  });
  // The build tells of a lost engine; an error nobody hears here would end the process.
  socket.on('error', () => undefined);
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  for (const { name, methods } of all) server.addService(serviceDefinition(name), methods);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  injector.injectConnection(socket);
  return {
    id,
    close() {
      server.forceShutdown();
      socket.destroy();
    },
  };
}

interface Modem {
  dial(options: Record<string, unknown>, done: (error: Error | null, socket: Duplex) => void): void;
}

function hijack(docker: Docker, headers: Record<string, string | string[]>): Promise<Duplex> {
  const statusCodes = { 200: true, 500: 'server error' };
  return new Promise((resolve, reject) => {
    (docker.modem as unknown as Modem).dial(
      { method: 'POST', path: '/session', hijack: true, headers, statusCodes },
      (error, socket) => {
        if (!error) return resolve(socket);
        reject(
          new HoneError(`The Docker engine opened no build session: ${errorMessage(error).trim()}`, {
            code: 'docker/no-engine',
            hint: 'BuildKit needs an engine of 20.10 or newer.',
            cause: error,
          }),
        );
      },
    );
  });
}

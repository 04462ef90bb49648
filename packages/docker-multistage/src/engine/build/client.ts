import os from 'node:os';
import { HoneError, errorMessage } from '@hone/core/diagnostics';
import Docker from 'dockerode';
import type { EngineAddress } from './address.js';
import { readPem } from './engine-api.js';

/**
 * A client for an address. It opens no connection yet.
 *
 * @throws HoneError when TLS files cannot be read
 */
export function clientOf(address: EngineAddress, env: NodeJS.ProcessEnv = process.env): Docker {
  // What is not set here, dockerode would take from DOCKER_HOST.
  const none = { host: undefined, port: undefined, socketPath: undefined, ca: undefined, cert: undefined };
  switch (address.kind) {
    case 'socket':
      return create({ ...none, key: undefined, protocol: 'http', socketPath: address.path });
    case 'tcp': {
      const { host, port, tls } = address;
      if (!tls) return create({ ...none, key: undefined, protocol: 'http', host, port });
      const [ca, cert, key] = [tls.ca, tls.cert, tls.key].map(readPem);
      return create({ ...none, protocol: 'https', host, port, ca, cert, key });
    }
    case 'ssh': {
      const { host, port = 22, username = os.userInfo().username } = address;
      const sshOptions = { agent: env['SSH_AUTH_SOCK'] };
      return create({ ...none, key: undefined, protocol: 'ssh', host, port, username, sshOptions });
    }
  }
}

function create(options: Record<string, unknown>): Docker {
  try {
    return new Docker(options as Docker.DockerOptions);
  } catch (error) {
    // dockerode reads DOCKER_HOST and DOCKER_CERT_PATH even when it is told where to go.
    throw new HoneError(`The Docker client cannot be made: ${errorMessage(error)}.`, {
      code: 'docker/no-engine',
      hint: 'Look at DOCKER_HOST and DOCKER_CERT_PATH.',
      cause: error,
    });
  }
}

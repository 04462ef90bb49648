import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { errorMessage, HoneError } from '@hone/core/diagnostics';
import Docker from 'dockerode';
import { type EngineAddress, type Surroundings, findAddress, renderAddress } from './address.js';

/** An engine that answered. */
export interface Connection {
  docker: Docker;
  /** `20.10.24`; for messages. */
  version: string;
  /** `1.41` */
  apiVersion: string;
  /** The platform of its images: `linux/amd64`. */
  platform: string;
  address: EngineAddress;
}

/** Below it there is no BuildKit in the API. */
const OLDEST_API = [1, 39];

const ANSWER_MS = 10_000;

/** What this machine says of engines. */
export function surroundings(env: NodeJS.ProcessEnv = process.env): Surroundings {
  return { env, platform: process.platform, home: os.homedir(), readText, exists: existsSync };
}

/**
 * Connects to the engine that the docker CLI would talk to, see {@link findAddress}.
 *
 * @throws HoneError with code `docker/no-engine` when there is none, it does not answer, or it is none that can build
 */
export async function connect(around: Surroundings = surroundings()): Promise<Connection> {
  const address = findAddress(around);
  const docker = clientOf(address, around.env);
  const answer = await askVersion(docker, address);
  const { Version: version, ApiVersion: apiVersion, Os: system, Arch: arch } = answer;
  if (system === 'windows') {
    throw new HoneError('The Docker engine runs Windows containers, for which there is no BuildKit.', {
      code: 'docker/no-engine',
      hint: 'Switch Docker Desktop to Linux containers.',
    });
  }
  if (isOlder(apiVersion, OLDEST_API)) {
    throw new HoneError(`The Docker engine ${version} has no BuildKit.`, {
      code: 'docker/no-engine',
      hint: 'Update it to 20.10 or newer.',
    });
  }
  return { docker, version, apiVersion, platform: `${system}/${arch}`, address };
}

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

async function askVersion(docker: Docker, address: EngineAddress): Promise<Docker.DockerVersion> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS / 1000} s`)), ANSWER_MS);
  });
  try {
    return await Promise.race([docker.version(), late]);
  } catch (error) {
    throw noEngine(address, error);
  } finally {
    clearTimeout(timer);
  }
}

function noEngine(address: EngineAddress, error: unknown): HoneError {
  const where = renderAddress(address);
  const code = (error as NodeJS.ErrnoException).code;
  const details = { code: 'docker/no-engine', cause: error };
  if (code === 'EACCES' || code === 'EPERM') {
    return new HoneError(`The Docker engine at ${where} may not be used by this user.`, {
      ...details,
      hint: 'Add the user to the group of the socket (`docker`), or use a rootless engine and name its socket in DOCKER_HOST.',
    });
  }
  const reason =
    code === 'ENOENT' ? 'there is none' : code === 'ECONNREFUSED' ? 'nothing listens' : errorMessage(error);
  return new HoneError(`No Docker engine answers at ${where}: ${reason}.`, {
    ...details,
    hint: 'Start Docker (`systemctl start docker`, or Docker Desktop), or name the engine in DOCKER_HOST or DOCKER_CONTEXT.',
  });
}

function isOlder(version: string, [major = 0, minor = 0]: readonly number[]): boolean {
  const [ourMajor = 0, ourMinor = 0] = version.split('.').map(Number);
  return ourMajor < major || (ourMajor === major && ourMinor < minor);
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new HoneError(`The TLS file ${file} cannot be read.`, {
      code: 'docker/no-engine',
      hint: 'Look at DOCKER_CERT_PATH, or at the docker context.',
      cause: error,
    });
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

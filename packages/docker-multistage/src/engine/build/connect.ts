import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { HoneError, errorMessage } from '@hone/core/diagnostics';
import type Docker from 'dockerode';
import { type EngineAddress, type Surroundings, findAddress, renderAddress } from './address.js';
import { type EngineApi, engineApi } from './engine-api.js';

/** An engine that answered. */
export interface ReachedEngine {
  /** What a build needs. */
  api: EngineApi;
  /** `20.10.24`; for messages. */
  version: string;
  /** `1.41` */
  apiVersion: string;
  /** The platform of its images: `linux/amd64`. */
  platform: string;
  address: EngineAddress;
  /** A client for all of its API; the first call loads it, which takes a while. */
  client: () => Promise<Docker>;
}

/** One with its client at hand. */
export interface Connection extends ReachedEngine {
  docker: Docker;
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
  const engine = await reachEngine(around);
  return { ...engine, docker: await engine.client() };
}

/** Like {@link connect}, without the client, for whoever may not need it. */
export async function reachEngine(around: Surroundings = surroundings()): Promise<ReachedEngine> {
  const address = findAddress(around);
  const api = engineApi(address, around.env);
  const answer = await askVersion(api, address);
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
  const client = async (): Promise<Docker> => (await import('./client.js')).clientOf(address, around.env);
  return { api, client, version, apiVersion, platform: `${system}/${arch}`, address };
}

async function askVersion(api: EngineApi, address: EngineAddress): Promise<Docker.DockerVersion> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS / 1000} s`)), ANSWER_MS);
  });
  try {
    return (await Promise.race([api.get('/version'), late])) as Docker.DockerVersion;
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

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

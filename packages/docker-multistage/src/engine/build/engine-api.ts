import { readFileSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import os from 'node:os';
import { stringify } from 'node:querystring';
import type { Duplex } from 'node:stream';
import { HoneError } from '@hone/core/diagnostics';
import type { EngineAddress } from './address.js';

/** Parameters of a call; a list is repeated. */
export type Query = Record<string, string | number | boolean | readonly string[]>;

/**
 * The calls of the engine's API that a build needs. dockerode has them too, but takes longer to load than a cached
 * build takes; it is loaded when an archive, a push or a cache is asked for.
 */
export interface EngineApi {
  /** @throws EngineRefusal, or the error of the connection */
  get(path: string): Promise<unknown>;
  /** Gives the answer as it comes. */
  post(path: string, query: Query, signal: AbortSignal): Promise<IncomingMessage>;
  /** Turns the connection into one that both sides write to as they like. */
  upgrade(path: string, headers: Record<string, string | readonly string[]>): Promise<Duplex>;
}

/** The engine answered, and said no. */
export class EngineRefusal extends Error {}

/**
 * The API of the engine at an address. It opens no connection yet.
 *
 * @throws HoneError when TLS files cannot be read
 */
export function engineApi(address: EngineAddress, env: NodeJS.ProcessEnv = process.env): EngineApi {
  const open = opener(address, env);
  return {
    async get(path) {
      return JSON.parse(await readText(await answerOf(await open({ path, method: 'GET' })))) as unknown;
    },
    async post(path, query, signal) {
      return answerOf(await open({ path: `${path}?${stringify(query)}`, method: 'POST', signal }));
    },
    async upgrade(path, headers) {
      const request = await open({ path, method: 'POST', headers: { Connection: 'Upgrade', ...headers } });
      return new Promise((resolve, reject) => {
        request.once('upgrade', (_, socket, head) => {
          if (head.length > 0) socket.unshift(head);
          resolve(socket);
        });
        answerOf(request).then(() => reject(new EngineRefusal('it did not take the connection over')), reject);
      });
    },
  };
}

type Open = (options: http.RequestOptions) => Promise<http.ClientRequest>;

function opener(address: EngineAddress, env: NodeJS.ProcessEnv): Open {
  switch (address.kind) {
    case 'socket':
      return (options) => Promise.resolve(http.request({ agent: false, socketPath: address.path, ...options }));
    case 'tcp': {
      const { host, port, tls } = address;
      if (!tls) return (options) => Promise.resolve(http.request({ agent: false, host, port, ...options }));
      const [ca, cert, key] = [tls.ca, tls.cert, tls.key].map(readPem);
      return (options) => Promise.resolve(https.request({ agent: false, host, port, ca, cert, key, ...options }));
    }
    case 'ssh':
      return async (options) => http.request({ agent: await sshAgent(address, env), ...options });
  }
}

/** One connection each, through the `docker system dial-stdio` of the other machine. */
async function sshAgent(
  { host, port = 22, username = os.userInfo().username }: EngineAddress & { kind: 'ssh' },
  env: NodeJS.ProcessEnv,
): Promise<http.Agent> {
  const { default: createAgent } = await import('docker-modem/lib/ssh.js');
  return createAgent({ host, port, username, agent: env['SSH_AUTH_SOCK'] });
}

/** Sends a request that has no body, and waits for the head of its answer. */
function answerOf(request: http.ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // It may fail after the answer has begun, which then says so itself.
    request.on('error', reject);
    request.once('response', (answer) => {
      const { statusCode = 0, statusMessage = '' } = answer;
      if (statusCode >= 200 && statusCode < 300) return resolve(answer);
      readText(answer).then((text) => reject(new EngineRefusal(reasonIn(text) ?? statusMessage)), reject);
    });
    request.end();
  });
}

async function readText(answer: IncomingMessage): Promise<string> {
  let text = '';
  answer.setEncoding('utf8');
  for await (const piece of answer) text += piece as string;
  return text;
}

/** `{"message": "…"}` */
function reasonIn(text: string): string | undefined {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message.trim() : undefined;
  } catch {
    return text.trim() || undefined;
  }
}

/** @throws HoneError when it cannot be read */
export function readPem(file: string): Buffer {
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

import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A running cache server. */
export interface RemoteCache {
  /** The value of `NX_SELF_HOSTED_REMOTE_CACHE_SERVER`. */
  url: string;
  /** How many results it holds. */
  stored(): number;
  stop(): Promise<void>;
}

/** Who may do what. */
export interface Tokens {
  write: string;
  read: string;
}

const PATH = /^\/v1\/cache\/([\w-]+)$/;

/**
 * Starts a cache that follows Nx's self-hosted cache API, on a free port of the loopback interface, in memory.
 * `GET /v1/cache/{hash}` gives a result or 404; `PUT` stores one, and answers 409 when there is one already: a result
 * is never replaced. Every request must bear a token; one that may only read is answered 403 when it stores.
 */
export function startRemoteCache(tokens: Tokens): Promise<RemoteCache> {
  const results = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    answer(request, tokens, results).then(
      ([status, body]) => send(response, status, body),
      () => send(response, 500),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The server has no port'));
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        stored: () => results.size,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function answer(
  request: IncomingMessage,
  { write, read }: Tokens,
  results: Map<string, Buffer>,
): Promise<[number, Buffer?]> {
  const { authorization } = request.headers;
  const mayWrite = bears(authorization, write);
  if (!mayWrite && !bears(authorization, read)) return [401];
  const hash = PATH.exec(request.url ?? '')?.[1];
  if (hash === undefined) return [404];

  const known = results.get(hash);
  switch (request.method) {
    case 'GET':
      return known === undefined ? [404] : [200, known];
    case 'PUT': {
      if (!mayWrite) return [403];
      const body = await readBody(request);
      if (known !== undefined) return [409];
      results.set(hash, body);
      return [200];
    }
    default:
      return [405];
  }
}

function bears(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body?: Buffer): void {
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/octet-stream' });
  response.end(body);
}

import { once } from 'node:events';
import { type ClientHttp2Session, type IncomingHttpHeaders, connect } from 'node:http2';
import { type Server, type Socket, connect as connectTo, createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codec } from './protocol.js';
import { type Handlers, NOT_FOUND, RpcError, createFrameReader, serveRpc } from './rpc.js';

const SECRET = '/moby.buildkit.secrets.v1.Secrets/GetSecret';
const FILES = '/moby.filesync.v1.FileSync/DiffCopy';

const handlers: Handlers = {
  [SECRET]: {
    kind: 'unary',
    answer: ({ ID }) => {
      if (ID === 'known') return { data: Buffer.from('value') };
      throw new RpcError(NOT_FOUND, 'not found: 100 %');
    },
  },
  [FILES]: {
    kind: 'stream',
    serve: async (stream) => {
      for (const text of stream.header('followpaths')) await stream.send({ data: Buffer.from(text) });
      // More than any window holds: the sender has to wait, again and again.
      for (let ID = 0; ID < 200; ID++) await stream.send({ ID, data: Buffer.alloc(10_000) });
    },
  },
};

let server: Server;
let client: ClientHttp2Session;
const warnings: Error[] = [];
const onWarning = (warning: Error): void => void warnings.push(warning);
beforeEach(async () => {
  process.on('warning', onWarning);
  server = createServer((socket: Socket) => serveRpc(socket, handlers)).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  client = connect('http://localhost', { createConnection: () => connectTo(port, 'localhost') });
});
afterEach(() => {
  process.off('warning', onWarning);
  client.destroy();
  server.close();
});

interface Answer {
  frames: Buffer[];
  trailers: IncomingHttpHeaders;
}

function call(path: string, request: Buffer, headers: Record<string, string | string[]> = {}): Promise<Answer> {
  const stream = client.request({ ':method': 'POST', ':path': path, ...headers });
  const frames: Buffer[] = [];
  let trailers: IncomingHttpHeaders = {};
  stream.on('trailers', (found) => (trailers = found));
  stream.on(
    'data',
    createFrameReader((bytes) => frames.push(bytes)),
  );
  stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, request.length]), request]));
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('close', () => resolve({ frames, trailers }));
  });
}

it('answers a call', async () => {
  const { frames, trailers } = await call(SECRET, codec.encode('GetSecretRequest', { ID: 'known' }));
  expect(frames.map((bytes) => codec.decode('GetSecretResponse', bytes))).toEqual([{ data: Buffer.from('value') }]);
  expect(trailers['grpc-status']).toBe('0');
});

it.each([
  [SECRET, '5', 'not%20found%3A%20100%20%25'],
  ['/no.such/Method', '12', 'There%20is%20no%20such%20method.'],
])('says why it does not answer %s', async (path, status, message) => {
  const { frames, trailers } = await call(path, codec.encode('GetSecretRequest', { ID: 'unknown' }));
  expect(frames).toEqual([]);
  expect([trailers['grpc-status'], trailers['grpc-message']]).toEqual([status, message]);
});

it('keeps the values of a header apart, and waits for room without piling up listeners', async () => {
  const { frames, trailers } = await call(FILES, Buffer.alloc(0), { followpaths: ['a, b', 'c'] });
  const packets = frames.map((bytes) => codec.decode('Packet', bytes));
  expect(packets.slice(0, 2).map(({ data }) => String(data))).toEqual(['a, b', 'c']);
  expect(packets.slice(2).map(({ ID }) => ID)).toEqual(Array.from({ length: 200 }, (_, ID) => ID));
  expect(trailers['grpc-status']).toBe('0');
  expect(warnings).toEqual([]);
});

it('can be closed at once, with a call under way', async () => {
  const closing = createServer((socket) => {
    socket.once('readable', () => serveRpc(socket, handlers).close());
  }).listen(0);
  await once(closing, 'listening');
  const { port } = closing.address() as { port: number };
  const other = connect('http://localhost', { createConnection: () => connectTo(port, 'localhost') });
  other.on('error', () => undefined);
  await once(other, 'close');
  closing.close();
});

it('puts frames together from pieces of any size', () => {
  const frame = (text: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 0, text.length]), Buffer.from(text)]);
  const all = Buffer.concat([frame('one'), frame(''), frame('three')]);
  for (let size = 1; size <= all.length; size++) {
    const found: string[] = [];
    const read = createFrameReader((bytes) => found.push(String(bytes)));
    for (let at = 0; at < all.length; at += size) read(all.subarray(at, at + size));
    expect(found).toEqual(['one', '', 'three']);
  }
});

import { type IncomingHttpHeaders, type ServerHttp2Stream, performServerHandshake } from 'node:http2';
import type { Duplex } from 'node:stream';
import { errorMessage } from '@hone/core/diagnostics';
import type { Message } from './protobuf.js';
import { type Method, codec, methods } from './protocol.js';

// gRPC's status codes.
export const NOT_FOUND = 5;
const UNKNOWN = 2;
const UNIMPLEMENTED = 12;

/** An error with a status that the caller gets. */
export class RpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** One call whose two sides send messages in any order. */
export interface RpcStream {
  /** The values of a header, in the caller's order. */
  header(name: string): string[];
  /** Hands on each message as it comes. */
  onMessage(handle: (message: Message) => void): void;
  /** Settles when the caller sends no more, or is gone. Never rejects. */
  ended: Promise<void>;
  /** @throws Error when the caller is gone; settles when the connection has room for more */
  send(message: Message): Promise<void>;
}

/** Answers the calls of one method: with one message, or over a stream until the promise settles. */
export type Handler =
  | { kind: 'unary'; answer: (request: Message) => Message | Promise<Message> }
  | { kind: 'stream'; serve: (stream: RpcStream) => Promise<void> };

/** Handlers by the path of their method, see `protocol.ts`. */
export type Handlers = Readonly<Record<string, Handler>>;

/**
 * Serves gRPC over one connection that is there already: HTTP/2 of Node's own, messages in frames of a byte (whether it
 * is compressed) and four of length, and the status in the trailers.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export function serveRpc(socket: Duplex, handlers: Handlers): { close: () => void } {
  const session = performServerHandshake(socket);
  // Whoever waits for an answer of the other side tells of a lost connection; unheard, an error would end the process.
  session.on('error', () => undefined);
  session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, _flags: number, raw?: string[]) => {
    stream.on('error', () => undefined);
    const path = String(headers[':path']);
    void answer(stream, methods[path], handlers[path], raw ?? []);
  });
  const close = (): void => {
    session.destroy();
    socket.destroy();
  };
  // Node takes up what has come already one tick later, and fails where the session is gone by then.
  return { close: () => void setImmediate(close) };
}

async function answer(
  stream: ServerHttp2Stream,
  method: Method | undefined,
  handler: Handler | undefined,
  headers: readonly string[],
): Promise<void> {
  let [status, message] = [0, ''];
  stream.on('wantTrailers', () => {
    stream.sendTrailers({
      'grpc-status': String(status),
      ...(message !== '' && { 'grpc-message': encodeURIComponent(message) }),
    });
  });
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  try {
    if (!method || !handler) throw new RpcError(UNIMPLEMENTED, 'There is no such method.');
    const call = streamOf(stream, method, headers);
    if (handler.kind === 'stream') await handler.serve(call);
    else await call.send(await handler.answer(await onlyMessage(call)));
  } catch (error) {
    [status, message] = [error instanceof RpcError ? error.code : UNKNOWN, errorMessage(error)];
  }
  if (!stream.destroyed) stream.end();
}

async function onlyMessage(call: RpcStream): Promise<Message> {
  let request: Message = {};
  call.onMessage((message) => (request = message));
  await call.ended;
  return request;
}

function streamOf(stream: ServerHttp2Stream, method: Method, headers: readonly string[]): RpcStream {
  const gone = new Promise<void>((resolve) => stream.once('close', resolve));
  const ended = Promise.race([gone, new Promise<void>((resolve) => stream.once('end', resolve))]);
  return {
    ended,
    // Node would join the values of a header with commas, which their texts have too.
    header: (name) => headers.filter((_, index) => index % 2 === 1 && headers[index - 1]!.toLowerCase() === name),
    onMessage(handle) {
      stream.on(
        'data',
        createFrameReader((bytes) => handle(codec.decode(method.request, bytes))),
      );
    },
    async send(message) {
      if (stream.destroyed || stream.writableEnded) throw new Error('The engine has ended the call.');
      const bytes = codec.encode(method.response, message);
      const head = Buffer.alloc(5);
      head.writeUInt32BE(bytes.length, 1);
      if (!stream.write(Buffer.concat([head, bytes]))) await Promise.race([drained(stream), gone]);
    },
  };
}

function drained(stream: ServerHttp2Stream): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}

/** Puts frames together that come in pieces, and takes pieces apart that hold several. */
export function createFrameReader(onFrame: (bytes: Buffer) => void): (piece: Buffer) => void {
  let held: Buffer[] = [];
  let size = 0;
  return (piece) => {
    held.push(piece);
    size += piece.length;
    // The length may come in two pieces; those of a large message are joined once.
    while (size >= 5) {
      if (held[0]!.length < 5) held = [Buffer.concat(held)];
      const end = 5 + held[0]!.readUInt32BE(1);
      if (size < end) return;
      const all = held.length === 1 ? held[0]! : Buffer.concat(held);
      held = end < all.length ? [all.subarray(end)] : [];
      size -= end;
      onFrame(all.subarray(5, end));
    }
  };
}

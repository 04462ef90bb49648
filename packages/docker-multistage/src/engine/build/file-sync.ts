import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import type { Metadata, ServerDuplexStream } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { errorMessage } from '@hone/core/diagnostics';
import type { SyncEntry } from './file-list.js';
import type { SessionService } from './session.js';

/** fsutil's `Packet`. */
interface Packet {
  type: number;
  stat?: Omit<SyncEntry, 'content'> & { uid: number; gid: number };
  ID?: number;
  data?: Buffer | string;
}

const STAT = 0;
const REQUEST = 1;
const DATA = 2;
const FINISH = 3;
const FAILURE = 4;

type Stream = ServerDuplexStream<Packet, Packet>;
type Send = (packet: Packet) => Promise<void>;

/** What the engine wants of a folder. */
export interface FolderRequest {
  /** Whether what the ignore file names is to be left out; its lines are not taken from here, since Node joins them. */
  ignores: boolean;
  /** The paths that alone are needed, each with what is below it; none for all. */
  only: readonly string[];
}

/** Lists what is in a folder of that name (`context`, `dockerfile`). */
export type ListFolder = (request: FolderRequest) => Promise<readonly SyncEntry[]>;

/**
 * Sends local folders to the engine, which asks for those files only that it does not have. The exchange is fsutil's:
 * we list every entry, an empty one ends the list, the engine asks for files by their number in the list, each is sent
 * in pieces that an empty one ends, and both sides finish.
 */
export function fileSync(folders: Readonly<Record<string, ListFolder>>): SessionService {
  return { name: 'moby.filesync.v1.FileSync', methods: { DiffCopy: (stream: Stream) => void serve(stream, folders) } };
}

async function serve(stream: Stream, folders: Readonly<Record<string, ListFolder>>): Promise<void> {
  stream.on('error', () => undefined);
  try {
    const name = texts(stream.metadata, 'dir-name')[0] ?? '';
    const list = folders[name];
    if (!list) {
      stream.emit('error', Object.assign(new Error(`There is no folder "${name}".`), { code: status.NOT_FOUND }));
      return;
    }
    const ignores = texts(stream.metadata, 'exclude-patterns').length > 0;
    const only = [...texts(stream.metadata, 'followpaths'), ...texts(stream.metadata, 'include-patterns')];
    await exchange(stream, await list({ ignores, only }));
  } catch (error) {
    // A lost engine has ended the stream; whatever else there is, the engine must know.
    if (stream.writable) stream.write({ type: FAILURE, data: Buffer.from(errorMessage(error)) });
  }
  stream.end();
}

async function exchange(stream: Stream, entries: readonly SyncEntry[]): Promise<void> {
  const send = createSender(stream);
  const queue: number[] = [];
  let sending: Promise<void> | undefined;
  const sendQueued = async (): Promise<void> => {
    for (let ID = queue.shift(); ID !== undefined; ID = queue.shift()) await sendFile(send, ID, entries[ID]!);
    sending = undefined;
  };
  const finished = new Promise<void>((resolve, reject) => {
    stream.on('data', (packet: Packet) => {
      switch (packet.type) {
        case REQUEST: {
          const ID = packet.ID ?? 0;
          if (!entries[ID]?.content) return reject(new Error(`The engine asked for file ${ID}, which there is not.`));
          queue.push(ID);
          sending ??= sendQueued().catch(reject);
          return;
        }
        case FINISH:
          return resolve();
        case FAILURE:
          return reject(new Error(String(packet.data)));
      }
    });
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.once('cancelled', resolve);
  });
  finished.catch(() => undefined);
  for (const { content: _, ...stat } of entries) await send({ type: STAT, stat: { ...stat, uid: 0, gid: 0 } });
  await send({ type: STAT });
  await finished;
  await send({ type: FINISH });
}

async function sendFile(send: Send, ID: number, { content }: SyncEntry): Promise<void> {
  if (content && 'text' in content) {
    if (content.text !== '') await send({ type: DATA, ID, data: Buffer.from(content.text) });
  } else if (content) {
    for await (const data of createReadStream(content.file, { highWaterMark: 256 * 1024 })) {
      await send({ type: DATA, ID, data: data as Buffer });
    }
  }
  await send({ type: DATA, ID });
}

/** Sends packets one after the other, each when there is room for it. */
function createSender(stream: Stream): Send {
  const gone = new Promise<void>((resolve) => {
    stream.once('close', resolve);
    stream.once('cancelled', resolve);
  });
  return async (packet) => {
    if (stream.cancelled || stream.destroyed) throw new Error('The engine has ended the transfer.');
    if (!stream.write(packet)) await Promise.race([once(stream, 'drain'), gone]);
  };
}

/**
 * Node joins the values of a header with commas, so a name that has one comes whole only where it is the only one. Names
 * that are not ASCII come in the form of a query, where a comma is no comma.
 */
function texts(metadata: Metadata, key: string): string[] {
  const joined = metadata.get(key).map(String);
  const values = [...new Set(joined.flatMap((value) => [...value.split(', '), value]))];
  if (String(metadata.get(`${key}-encoded`)[0]) !== '1') return values;
  return values.map((value) => decodeURIComponent(value.replaceAll('+', ' ')));
}

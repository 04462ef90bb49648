import { createReadStream } from 'node:fs';
import { errorMessage } from '@hone/core/diagnostics';
import type { SyncEntry } from './file-list.js';
import { type Handlers, NOT_FOUND, RpcError, type RpcStream } from './rpc.js';

/** fsutil's `Packet`, as it comes. */
interface Packet {
  type: number;
  ID: number;
  data: Buffer;
}

const STAT = 0;
const REQUEST = 1;
const DATA = 2;
const FINISH = 3;
const FAILURE = 4;

/** What the engine wants of a folder. */
export interface FolderRequest {
  /** Whether what the ignore file names is to be left out. Its lines are read where the file is, as we read it anyway. */
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
export function fileSync(folders: Readonly<Record<string, ListFolder>>): Handlers {
  return { '/moby.filesync.v1.FileSync/DiffCopy': { kind: 'stream', serve: (stream) => serve(stream, folders) } };
}

async function serve(stream: RpcStream, folders: Readonly<Record<string, ListFolder>>): Promise<void> {
  const name = texts(stream, 'dir-name')[0] ?? '';
  const list = folders[name];
  if (!list) throw new RpcError(NOT_FOUND, `There is no folder "${name}".`);
  const ignores = texts(stream, 'exclude-patterns').length > 0;
  const only = [...texts(stream, 'followpaths'), ...texts(stream, 'include-patterns')];
  try {
    await exchange(stream, await list({ ignores, only }));
  } catch (error) {
    // A lost engine hears nothing any more; whatever else there is, it must know.
    await stream.send({ type: FAILURE, data: Buffer.from(errorMessage(error)) }).catch(() => undefined);
  }
}

async function exchange(stream: RpcStream, entries: readonly SyncEntry[]): Promise<void> {
  const queue: number[] = [];
  let sending: Promise<void> | undefined;
  const sendQueued = async (): Promise<void> => {
    for (let ID = queue.shift(); ID !== undefined; ID = queue.shift()) await sendFile(stream, ID, entries[ID]!);
    sending = undefined;
  };
  const finished = new Promise<void>((resolve, reject) => {
    stream.onMessage((message) => {
      const { type, ID, data } = message as unknown as Packet;
      switch (type) {
        case REQUEST:
          if (!entries[ID]?.content) return reject(new Error(`The engine asked for file ${ID}, which there is not.`));
          queue.push(ID);
          sending ??= sendQueued().catch(reject);
          return;
        case FINISH:
          return resolve();
        case FAILURE:
          return reject(new Error(data.toString('utf8')));
      }
    });
    void stream.ended.then(resolve);
  });
  finished.catch(() => undefined);
  for (const { content: _, ...stat } of entries) await stream.send({ type: STAT, stat });
  await stream.send({ type: STAT });
  await finished;
  await stream.send({ type: FINISH });
}

async function sendFile(stream: RpcStream, ID: number, { content }: SyncEntry): Promise<void> {
  if (content && 'text' in content) {
    if (content.text !== '') await stream.send({ type: DATA, ID, data: Buffer.from(content.text) });
  } else if (content) {
    for await (const data of createReadStream(content.file, { highWaterMark: 256 * 1024 })) {
      await stream.send({ type: DATA, ID, data: data as Buffer });
    }
  }
  await stream.send({ type: DATA, ID });
}

/** Those that are not ASCII come in the form of a query. */
function texts(stream: RpcStream, key: string): string[] {
  const values = stream.header(key);
  if (stream.header(`${key}-encoded`)[0] !== '1') return values;
  return values.map((value) => decodeURIComponent(value.replaceAll('+', ' ')));
}

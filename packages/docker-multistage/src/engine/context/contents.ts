import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** The content of a small file, or where a large one lies. */
export type Content = { kind: 'bytes'; bytes: Uint8Array; hash: string } | { kind: 'large'; file: string };

/** Reads files of the workspace, each small one once. */
export interface Contents {
  /** @param file relative to the workspace root */
  read(file: string): Promise<Content>;
  /** SHA-256 of a text or bytes, in hexadecimals. */
  hash(data: string | Uint8Array): Promise<string>;
  /** SHA-256 of a file of any size, which is never held in memory. */
  hashFile(file: string): Promise<string>;
}

/** Larger files are copied by the system and not kept. */
const SMALL = 1024 * 1024;
/** What is kept in memory for the other contexts of a batch. */
const KEPT = 64 * 1024 * 1024;

/** A reader for one batch: the files of a library go into many contexts, all with the same content. */
export function createContents(workspaceRoot: string): Contents {
  const known = new Map<string, Promise<Content>>();
  let kept = 0;
  const readOnce = async (file: string): Promise<Content> => {
    const absolute = path.join(workspaceRoot, file);
    const { size } = await stat(absolute);
    if (size > SMALL) return { kind: 'large', file: absolute };
    const bytes = await readFile(absolute);
    kept += bytes.length;
    if (kept > KEPT) known.delete(file);
    return { kind: 'bytes', bytes, hash: await hash(bytes) };
  };
  return {
    read: (file) => {
      const content = known.get(file) ?? readOnce(file);
      if (kept <= KEPT) known.set(file, content);
      return content;
    },
    hash,
    hashFile: async (file) => (await loadHasha()).hashFile(file, { algorithm: 'sha256' }),
  };
}

/** hasha waits at its top level, so it can only be loaded like this: Nx loads executors with `require`. */
const loadHasha = () => import('hasha');

async function hash(data: string | Uint8Array): Promise<string> {
  return (await loadHasha()).hashSync(data, { algorithm: 'sha256' });
}

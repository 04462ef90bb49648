import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Reads state that a former command left.
 *
 * @param key what the state was made with; state made with anything else is not given
 */
export function readDiskCache<T>(file: string, key: string): T | undefined {
  // Nx's own switch for "compute the graph from nothing".
  if (process.env['NX_CACHE_PROJECT_GRAPH'] === 'false') return undefined;
  try {
    const { key: found, state } = JSON.parse(readFileSync(file, 'utf8')) as { key: string; state: T };
    return found === key ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves state for the next command. Two commands may write at once, and a cache that can't be written is no error. */
export function writeDiskCache<T>(file: string, key: string, state: T): void {
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify({ key, state }));
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}

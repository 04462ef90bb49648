import type { CargoLock } from './types.js';

/**
 * Parses a `Cargo.lock` of version 1 to 4.
 *
 * @param text the file's content
 * @param file its path relative to the workspace root
 * @returns what could be read, with a problem for a text that is no lock of cargo; never throws
 */
export function parseCargoLock(text: string, file: string): CargoLock {
  throw new Error(`not there yet: ${file} ${text.length}`);
}

/**
 * Reads the `Cargo.lock` of a Cargo workspace.
 *
 * @param workspaceRoot absolute path
 * @param folder the Cargo workspace's folder, relative to the workspace root
 * @returns undefined when there is none; a broken one is given with its `problems`
 */
export function readCargoLock(workspaceRoot: string, folder: string): CargoLock | undefined {
  throw new Error(`not there yet: ${workspaceRoot} ${folder}`);
}

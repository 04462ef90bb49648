import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Tells by times and sizes whether files are as they were. Each file is asked for once in its life, so an instance is
 * good for one computation of the graph. All paths are relative to the workspace root.
 */
export class FileSignatures {
  readonly #root: string;
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, string[]>();

  /** @param workspaceRoot absolute path */
  constructor(workspaceRoot: string) {
    this.#root = workspaceRoot;
  }

  /** Size and times of a file; empty when there is none. The change time also tells a restored modification time. */
  of(file: string): string {
    let signature = this.#files.get(file);
    if (signature === undefined) this.#files.set(file, (signature = this.#stat(file)));
    return signature;
  }

  /** Sorted names of what is in a folder; none when there is no such folder. */
  names(folder: string): string[] {
    let names = this.#folders.get(folder);
    if (names === undefined) this.#folders.set(folder, (names = this.#list(folder)));
    return names;
  }

  #stat(file: string): string {
    const stats = statSync(path.join(this.#root, file), { throwIfNoEntry: false });
    return stats ? `${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}` : '';
  }

  #list(folder: string): string[] {
    try {
      return readdirSync(path.join(this.#root, folder)).sort();
    } catch {
      return [];
    }
  }
}

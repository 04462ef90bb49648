import { foldersAbove } from '../graph/candidates.js';

/** Tells whose a path of the workspace is. */
export class Places {
  /** Folders that are a project's, or hold one. */
  readonly #folders: ReadonlySet<string>;

  /** @param names names of projects by folder */
  constructor(readonly names: ReadonlyMap<string, string>) {
    const folders = new Set<string>();
    for (const root of names.keys()) {
      folders.add(root);
      for (const folder of foldersAbove(root)) {
        if (folders.has(folder)) break;
        folders.add(folder);
      }
    }
    this.#folders = folders;
  }

  /** The folder of the project that a path is, or lies in. */
  ownerOf(file: string): string | undefined {
    return this.names.has(file) ? file : foldersAbove(file).find((folder) => this.names.has(folder));
  }

  /** Whether a folder is a project's, or holds one. */
  holdsProject(folder: string): boolean {
    return this.#folders.has(folder);
  }
}

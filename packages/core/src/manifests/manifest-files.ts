import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from './names.js';

/** How manifests are read. All paths are relative to the workspace root, with forward slashes. */
export interface ManifestFiles {
  /** The content of a file; undefined when there is none, `unreadable` when there is one that can't be read. */
  read(file: string): Uint8Array | 'unreadable' | undefined;
  exists(file: string): boolean;
  /** Names of what is in a folder, sorted by code unit; empty when there is no such folder. */
  list(folder: string): string[];
}

/** The same with each file read once: many projects ask for the manifests above them. */
export function rememberedManifestFiles(files: ManifestFiles): ManifestFiles {
  const contents = new Map<string, ReturnType<ManifestFiles['read']>>();
  return {
    ...files,
    read: (file) => {
      if (!contents.has(file)) contents.set(file, files.read(file));
      return contents.get(file);
    },
  };
}

/** Reads manifests from the disk. */
export function nodeManifestFiles(workspaceRoot: string): ManifestFiles {
  return {
    read: (file) => {
      try {
        return readFileSync(join(workspaceRoot, file));
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'unreadable';
      }
    },
    exists: (file) => existsSync(join(workspaceRoot, file)),
    list: (folder) => {
      try {
        return readdirSync(join(workspaceRoot, folder)).sort(compareText);
      } catch {
        return [];
      }
    },
  };
}

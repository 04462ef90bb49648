import { fileURLToPath } from 'node:url';

/** What a package's id says of it. */
export interface PackageId {
  name: string;
  version: string;
  /** Absolute folder of a package that is there as a path. */
  folder?: string;
}

/**
 * Reads the id of a package in cargo's messages: a package id specification (`path+file:///w/libs/a#0.1.0`,
 * `registry+https://…#serde@1.0.0`) since cargo 1.77, `name version (source)` before.
 *
 * @returns undefined for a text of another form
 */
export function parsePackageId(id: string): PackageId | undefined {
  const old = /^(\S+) (\S+) \((.+)\)$/.exec(id);
  if (old) {
    const [, name = '', version = '', source = ''] = old;
    return { name, version, ...folderOf(source) };
  }
  const hash = id.lastIndexOf('#');
  if (hash < 0) return undefined;
  const [source, fragment] = [id.slice(0, hash), id.slice(hash + 1)];
  const at = fragment.lastIndexOf('@');
  // The name is left out where the address ends with it.
  const name =
    at < 0
      ? decodeURIComponent(
          source
            .replace(/[?/]+$/, '')
            .split('/')
            .at(-1) ?? '',
        )
      : fragment.slice(0, at);
  return { name, version: fragment.slice(at + 1), ...folderOf(source) };
}

function folderOf(source: string): { folder?: string } {
  if (!source.startsWith('path+file:')) return {};
  try {
    return { folder: fileURLToPath(source.slice('path+'.length)) };
  } catch {
    return {};
  }
}

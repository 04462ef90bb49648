import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '@hone/e2e/harness';

/** A source archive of the index. */
export interface Archive {
  name: string;
  version: string;
  url: string;
  /** `sha256:` and hexadecimal digits. */
  hash: string;
}

/** One commit of a public repository on GitHub. */
export interface Application {
  repository: string;
  commit: string;
  /** The project in it, `.` for all of it. */
  folder: string;
}

/**
 * Unpacks archives and applications into `packages/` of a workspace. What was fetched before is not fetched again; an
 * application that can't be fetched is left out, and said so.
 */
export async function assemble(
  folder: string,
  archives: readonly Archive[],
  applications: readonly Application[],
): Promise<{ root: string; projects: string[] }> {
  const store = join(folder, 'archives');
  const root = join(folder, 'workspace');
  mkdirSync(store, { recursive: true });
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'packages'), { recursive: true });
  for (const { name, version, url, hash } of archives) {
    await unpack(await fetchOnce(join(store, `${name}-${version}.tar.gz`), url, hash), root, name);
  }
  const own: string[] = [];
  for (const { repository, commit, folder: inside } of applications) {
    const name = nameOf(repository);
    const url = `https://codeload.github.com/${repository}/tar.gz/${commit}`;
    try {
      await unpack(await fetchOnce(join(store, `${name}-${commit}.tar.gz`), url), root, name);
      own.push(['packages', name, ...(inside === '.' ? [] : [inside])].join('/'));
    } catch (error) {
      console.error(`Left out ${repository}: ${String(error)}`);
    }
  }
  return { root, projects: [...archives.map(({ name }) => `packages/${name}`), ...own] };
}

function nameOf(repository: string): string {
  return repository.split('/')[1] ?? repository;
}

async function fetchOnce(file: string, url: string, hash?: string): Promise<string> {
  if (existsSync(file)) return file;
  console.error(`Fetching ${url} …`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered with ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (hash !== undefined && actual !== hash) throw new Error(`${url} is not what the list says: ${actual}`);
  writeFileSync(file, bytes);
  return file;
}

async function unpack(archive: string, root: string, name: string): Promise<void> {
  const unpacked = join(root, 'unpacked');
  mkdirSync(unpacked);
  await mustRun(['tar', '-xzf', archive, '-C', unpacked], { cwd: root });
  const [folder = ''] = readdirSync(unpacked);
  renameSync(join(unpacked, folder), join(root, 'packages', name));
  rmSync(unpacked, { recursive: true });
}

import path from 'node:path';
import type { LockedPackage } from '@hone/core/locks';
import type { FileSignatures } from '../graph/file-signatures.js';
import { readers } from '../graph/readers.js';
import type { LockFacts, LockedPackageFacts } from './types.js';

/** A lock file as it was read. */
export interface CachedLock {
  signature: string;
  facts: LockFacts;
}

/** In the order in which a folder's lock files count, which is that of `readPythonLock`. */
const lockNames = ['uv.lock', 'poetry.lock'];

/** The lock files of a workspace. Each is looked at once in a life, and parsed only when it changed. */
export class Locks {
  /** What was read, by file; kept on disk between commands. */
  readonly cache: Record<string, CachedLock> = {};
  changed = false;

  constructor(
    private readonly workspaceRoot: string,
    private readonly signatures: FileSignatures,
    private readonly known: Record<string, CachedLock>,
  ) {}

  /**
   * The lock file that rules a project: one in its own folder, else the nearest above that has the project as a member
   * (or is broken, so that it can't be told).
   */
  async ruling(root: string, normalizedName: string | undefined): Promise<LockFacts | undefined> {
    const [own] = await this.#in(root);
    if (own || root === '.') return own;
    for (let folder = root; folder !== '.';) {
      folder = path.posix.dirname(folder);
      const found = (await this.#in(folder)).find((lock) => lock.broken || hasMember(lock, root, normalizedName));
      if (found) return found;
    }
    return undefined;
  }

  /** Every lock that was asked for, sorted by file. */
  all(): LockFacts[] {
    return Object.entries(this.cache)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { facts }]) => facts);
  }

  async #in(folder: string): Promise<LockFacts[]> {
    const names = this.signatures.names(folder);
    const found: LockFacts[] = [];
    for (const name of lockNames) {
      if (names.includes(name)) found.push(await this.#read(path.posix.join(folder, name)));
    }
    return found;
  }

  async #read(file: string): Promise<LockFacts> {
    const read = this.cache[file];
    if (read) return read.facts;
    const signature = this.signatures.of(file);
    const known = this.known[file];
    const isFresh = known?.signature === signature;
    if (!isFresh) this.changed = true;
    const entry = isFresh ? known : { signature, facts: await readFacts(this.workspaceRoot, file) };
    this.cache[file] = entry;
    return entry.facts;
  }
}

function hasMember({ packages }: LockFacts, root: string, normalizedName: string | undefined): boolean {
  return packages.some(
    ({ name, source, location }) =>
      (source === 'workspace' || source === 'path') &&
      (location === root || (source === 'workspace' && name === normalizedName)),
  );
}

async function readFacts(workspaceRoot: string, file: string): Promise<LockFacts> {
  const { readPythonLock } = await readers.locks();
  const lock = readPythonLock(workspaceRoot, path.posix.dirname(file));
  if (!lock || lock.file !== file) return { file, packages: [] };
  return { file, packages: lock.packages.map(packageFacts), ...(lock.problems?.length && { broken: true }) };
}

function packageFacts({ name, version, source, digest, ...rest }: LockedPackage): LockedPackageFacts {
  const all = [rest.dependencies, ...Object.values(rest.extras), ...Object.values(rest.groups)].flat();
  const dependencies = new Map(all.map((one) => [`${one.name}@${one.version ?? ''}`, one]));
  const isLocal = source.type === 'workspace' || source.type === 'path';
  return {
    name,
    ...(version !== undefined && { version }),
    source: source.type,
    ...(isLocal && source.location !== undefined && { location: source.location }),
    digest,
    dependencies: [...dependencies.values()].map((one) =>
      one.version === undefined ? [one.name] : [one.name, one.version],
    ),
  };
}

import type Docker from 'dockerode';
import { mountsOf, parseDockerfile } from '../../dockerfile/index.js';

/** The caches that builds of ours have mounted. */
export interface MountRecords {
  /** To be called before a build. */
  remember(dockerfile: string): Promise<void>;
  /** Removes them, and no others. */
  prune(): Promise<void>;
}

interface CacheRecord {
  ID: string;
  Type: string;
  /** `cached mount /root/.npm from exec /bin/sh -c npm ci`; newer engines add the id of the mount. */
  Description: string;
}

/**
 * Follows cache mounts in the engine's build cache. Their ids are new with each verification, but the engine does not
 * tell ids: ours are those that were not there before, with the folder and command of a RUN of ours.
 */
export function mountRecords(docker: Docker): MountRecords {
  let before: ReadonlySet<string> | undefined;
  const descriptions = new Set<string>();
  return {
    async remember(dockerfile) {
      before ??= new Set((await readRecords(docker)).map(({ ID }) => ID));
      for (const instruction of parseDockerfile(dockerfile).instructions)
        for (const { fields } of mountsOf(instruction))
          descriptions.add(key(`${fields['target']} from exec /bin/sh -c ${instruction.operands.text}`));
    },
    async prune() {
      const known = before;
      if (!known) return;
      const isOurs = ({ ID, Description }: CacheRecord) =>
        !known.has(ID) &&
        [...descriptions].some((text) => key(Description.replace(/^cached mount /, '')).startsWith(text));
      for (const { ID } of (await readRecords(docker)).filter(isOurs)) await pruneRecord(docker, ID);
    },
  };
}

function key(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

async function readRecords(docker: Docker): Promise<CacheRecord[]> {
  const { BuildCache } = (await docker.df()) as { BuildCache?: CacheRecord[] | null };
  return (BuildCache ?? []).filter(({ Type }) => Type === 'exec.cachemount');
}

function pruneRecord(docker: Docker, id: string): Promise<void> {
  const filters = encodeURIComponent(JSON.stringify({ id: [id] }));
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        path: `/build/prune?all=true&filters=${filters}&`,
        method: 'POST',
        statusCodes: { 200: true, 500: 'server error' },
      },
      (error: unknown) => (error ? reject(error as Error) : resolve()),
    );
  });
}

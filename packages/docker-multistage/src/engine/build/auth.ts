import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runProcess } from '@hone/core/process';
import { type Surroundings, configFolder } from './address.js';
import type { SessionService } from './session.js';

/** What a registry is told; both empty for an anonymous request. */
export interface Credentials {
  Username: string;
  Secret: string;
}

/** The part of the docker CLI's `config.json` that is read here. */
interface DockerConfig {
  auths?: Record<string, { auth?: string; username?: string; password?: string; identitytoken?: string }>;
  credHelpers?: Record<string, string>;
  credsStore?: string;
}

const NONE: Credentials = { Username: '', Secret: '' };
const HELPER_MS = 30_000;

/** The key under which the docker CLI keeps Docker Hub's credentials, and the hosts that the builder asks for. */
const HUB = 'https://index.docker.io/v1/';
const HUB_HOSTS = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/**
 * Gives the builder the credentials of a registry when it asks for them, those of that registry and no other, from the
 * docker CLI's configuration and its credential helpers.
 */
export function authService(around: Pick<Surroundings, 'env' | 'home'>): SessionService {
  return {
    name: 'moby.filesync.v1.Auth',
    methods: {
      Credentials({ request }: { request: { Host: string } }, done: (error: null, value: Credentials) => void) {
        // Without credentials the registry itself says what is wrong, which is the better message.
        findCredentials(request.Host, around).then(
          (found) => done(null, found),
          () => done(null, NONE),
        );
      },
    },
  };
}

/** @param host as in an image's name: `ghcr.io`, `localhost:5000` */
export async function findCredentials(host: string, around: Pick<Surroundings, 'env' | 'home'>): Promise<Credentials> {
  const config = await readConfig(configFolder(around));
  const keys = HUB_HOSTS.has(host)
    ? [HUB, 'docker.io', 'index.docker.io']
    : [host, `https://${host}`, `https://${host}/`, `http://${host}`];
  for (const key of keys) {
    const helper = config.credHelpers?.[key] ?? config.credsStore;
    const found = (helper && (await askHelper(helper, key, around.env))) || credentialsIn(config, key);
    if (found) return found;
  }
  return NONE;
}

async function readConfig(folder: string): Promise<DockerConfig> {
  try {
    const config: unknown = JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8'));
    return typeof config === 'object' && config !== null ? config : {};
  } catch {
    return {};
  }
}

function credentialsIn({ auths }: DockerConfig, key: string): Credentials | undefined {
  const entry = auths?.[key] ?? auths?.[`${key}/v2/`] ?? auths?.[`${key}/v1/`];
  if (!entry) return undefined;
  if (entry.identitytoken) return { Username: '', Secret: entry.identitytoken };
  const [username, password] = cutAtColon(Buffer.from(entry.auth ?? '', 'base64').toString('utf8'));
  const found = { Username: entry.username ?? username, Secret: entry.password ?? password };
  return found.Secret === '' ? undefined : found;
}

/** `docker-credential-<helper> get` reads the registry from its input and prints JSON. */
async function askHelper(helper: string, key: string, env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(helper)) return undefined;
  const command = `docker-credential-${helper}`;
  const result = await runProcess({ command, args: ['get'], input: key, env, timeoutMs: HELPER_MS });
  if (result.kind !== 'exited' || result.code !== 0) return undefined;
  try {
    const { Username, Secret } = JSON.parse(result.stdout) as Partial<Credentials>;
    if (!Secret) return undefined;
    return { Username: Username === undefined || Username === '<token>' ? '' : Username, Secret };
  } catch {
    return undefined;
  }
}

function cutAtColon(text: string): [string, string] {
  const at = text.indexOf(':');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1).replace(/\0+$/, '')];
}

import { createHash } from 'node:crypto';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';

/** Where a Docker engine listens. */
export type EngineAddress =
  | { kind: 'socket'; path: string }
  | { kind: 'tcp'; host: string; port: number; tls?: TlsFiles }
  | { kind: 'ssh'; host: string; port: number | undefined; username: string | undefined };

/** Absolute paths of PEM files. */
export interface TlsFiles {
  ca: string;
  cert: string;
  key: string;
}

/** What the search for an engine reads. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** Absolute path of the home folder. */
  home: string;
  /** The text of a file, `undefined` where there is none. */
  readText: (file: string) => string | undefined;
  exists: (file: string) => boolean;
}

const WINDOWS_PIPE = '//./pipe/docker_engine';
const SOCKET = '/var/run/docker.sock';

/**
 * Finds the engine that the docker CLI would talk to: `DOCKER_HOST`, then the context of `DOCKER_CONTEXT` or of the
 * CLI's configuration, then the usual places of a socket (Docker Desktop, rootless, Colima).
 *
 * @throws HoneError when one of them is set and cannot be understood
 */
export function findAddress(around: Surroundings): EngineAddress {
  const { env, platform } = around;
  if (env['DOCKER_HOST']) return parseHost(env['DOCKER_HOST'], 'DOCKER_HOST', tlsOfEnvironment(around));
  const context = env['DOCKER_CONTEXT'] || currentContext(around);
  if (context && context !== 'default') return addressOfContext(context, around);
  if (platform === 'win32') return { kind: 'socket', path: WINDOWS_PIPE };
  return { kind: 'socket', path: usualSockets(around).find(around.exists) ?? SOCKET };
}

/** The folder of the CLI's configuration. */
export function configFolder({ env, home }: Pick<Surroundings, 'env' | 'home'>): string {
  return env['DOCKER_CONFIG'] || path.join(home, '.docker');
}

function usualSockets({ env, home }: Surroundings): string[] {
  const runtime = env['XDG_RUNTIME_DIR'];
  return [
    SOCKET,
    ...(runtime ? [path.join(runtime, 'docker.sock')] : []),
    path.join(home, '.docker/run/docker.sock'),
    path.join(home, '.docker/desktop/docker.sock'),
    path.join(home, '.colima/default/docker.sock'),
  ];
}

function currentContext(around: Surroundings): string | undefined {
  const config = parseJson(around.readText(path.join(configFolder(around), 'config.json')));
  return typeof config?.['currentContext'] === 'string' ? config['currentContext'] : undefined;
}

/** A context lies in a folder that is named by the SHA-256 of its name. */
function addressOfContext(name: string, around: Surroundings): EngineAddress {
  const folder = createHash('sha256').update(name).digest('hex');
  const contexts = path.join(configFolder(around), 'contexts');
  const meta = parseJson(around.readText(path.join(contexts, 'meta', folder, 'meta.json')));
  const host = endpointOf(meta);
  if (host === undefined) {
    throw new HoneError(`The docker context "${name}" has no engine.`, {
      code: 'docker/no-engine',
      hint: 'See `docker context ls`; choose another with DOCKER_CONTEXT, or name an engine with DOCKER_HOST.',
    });
  }
  const tls = tlsIn(path.join(contexts, 'tls', folder, 'docker'));
  return parseHost(host, `the docker context "${name}"`, around.exists(tls.cert) ? tls : undefined);
}

function endpointOf(meta: Record<string, unknown> | undefined): string | undefined {
  const endpoints = meta?.['Endpoints'] as { docker?: { Host?: unknown } } | undefined;
  const host = endpoints?.docker?.Host;
  return typeof host === 'string' && host !== '' ? host : undefined;
}

function tlsOfEnvironment(around: Surroundings): TlsFiles | undefined {
  const { env } = around;
  if (!env['DOCKER_TLS_VERIFY'] && !env['DOCKER_CERT_PATH']) return undefined;
  return tlsIn(env['DOCKER_CERT_PATH'] || configFolder(around));
}

function tlsIn(folder: string): TlsFiles {
  return { ca: path.join(folder, 'ca.pem'), cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
}

/** @param from for messages: where the value was found */
export function parseHost(value: string, from: string, tls: TlsFiles | undefined): EngineAddress {
  for (const scheme of ['unix://', 'npipe://']) {
    if (value.startsWith(scheme)) return { kind: 'socket', path: value.slice(scheme.length) || SOCKET };
  }
  if (value.startsWith('/')) return { kind: 'socket', path: value };
  const url = parseUrl(value.includes('://') ? value : `tcp://${value}`);
  const port = url?.port ? Number(url.port) : undefined;
  if (url?.protocol === 'ssh:') {
    return { kind: 'ssh', host: url.hostname, port, username: url.username || undefined };
  }
  if (url && ['tcp:', 'http:', 'https:'].includes(url.protocol)) {
    return { kind: 'tcp', host: url.hostname, port: port ?? (tls ? 2376 : 2375), ...(tls && { tls }) };
  }
  throw new HoneError(`"${value}" of ${from} is no address of an engine.`, {
    code: 'docker/no-engine',
    hint: 'Write unix:///path/to/docker.sock, npipe:////./pipe/docker_engine, tcp://host:port or ssh://user@host.',
  });
}

/** An address as a person would write it. */
export function renderAddress(address: EngineAddress): string {
  switch (address.kind) {
    case 'socket':
      return address.path;
    case 'tcp':
      return `tcp://${address.host}:${address.port}`;
    case 'ssh':
      return `ssh://${address.username === undefined ? '' : `${address.username}@`}${address.host}`;
  }
}

/** Node's parser wants a host for its own schemes only. */
function parseUrl(text: string): URL | undefined {
  const [, scheme, rest] = /^(\w+):\/\/(.+)$/.exec(text) ?? [];
  if (scheme === undefined || rest === undefined || !URL.canParse(`http://${rest}`)) return undefined;
  const url = new URL(`http://${rest}`);
  // An http URL drops port 80.
  const port = /:(\d+)(?:\/|$)/.exec(rest)?.[1] ?? '';
  return Object.assign(Object.create(null) as URL, {
    protocol: `${scheme}:`,
    hostname: url.hostname,
    username: decodeURIComponent(url.username),
    port,
  });
}

function parseJson(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

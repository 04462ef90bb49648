import { isDeepStrictEqual } from 'node:util';
import path from 'node:path';
import type { ImageRequest } from '../build/types.js';
import { type Link, linkStages } from './shared-stages.js';
import { csvField } from './csv.js';

/** One target of a bake file; the names are buildx's. */
export interface BakeTarget {
  context: string;
  /** Relative to the context. */
  dockerfile: string;
  target?: string;
  contexts?: Record<string, string>;
  args?: Record<string, string>;
  labels?: Record<string, string>;
  tags?: string[];
  platforms?: string[];
  'cache-from'?: string[];
  'cache-to'?: string[];
  secret?: string[];
  ssh?: string[];
  output?: string[];
  network?: string;
  entitlements?: string[];
  'extra-hosts'?: Record<string, string>;
  'shm-size'?: string;
  'no-cache'?: boolean;
  pull?: boolean;
}

/** What `docker buildx bake` reads. */
export interface BakeFile {
  group: { default: { targets: string[] } };
  target: Record<string, BakeTarget>;
}

/** A bake file, and the target of each request. */
export interface BakePlan {
  file: BakeFile;
  /** In the order of the requests. */
  targets: string[];
}

/** What one request exports: buildx's notation, `type=docker,dest=…`. */
export type OutputOf = (request: ImageRequest) => string;

/**
 * The bake file of some images. Stages that several of them need are targets of their own, so that the builder runs
 * them once even when its cache may not be used.
 *
 * The file holds no secret, only where each comes from; paths are relative to the workspace root.
 */
export function planBakeFile(
  requests: readonly ImageRequest[],
  needs: Parameters<typeof linkStages>[1],
  outputOf: OutputOf,
): BakePlan {
  const names = targetNames(requests);
  const links = linkStages(requests, needs);
  const target: Record<string, BakeTarget> = {};
  const linked = new Map<Link, string>();
  for (const link of links) {
    if (link.owner !== undefined) linked.set(link, names[link.owner]!);
    else {
      const name = unique(`${clean(link.users[0]!.project)}_${clean(link.stage)}_shared`, [
        ...names,
        ...linked.values(),
      ]);
      linked.set(link, name);
      target[name] = { ...commonOf(link.users[0]!), target: link.stage };
    }
  }
  requests.forEach((request, index) => {
    const contexts = [...linked].filter(([{ users, owner }]) => owner !== index && users.includes(request));
    target[names[index]!] = {
      ...commonOf(request),
      ...(request.stage !== undefined && { target: request.stage }),
      ...(contexts.length > 0 && {
        contexts: Object.fromEntries(contexts.map(([{ stage }, name]) => [stage, `target:${name}`])),
      }),
      ...filled('labels', request.labels),
      tags: [...request.tags],
      ...filled('cache-to', [...request.cacheTo, ...(request.inlineCache ? ['type=inline'] : [])]),
      output: [outputOf(request)],
    };
  });
  return { file: { group: { default: { targets: names } }, target }, targets: names };
}

/** The targets that one takes stages from. */
export function linkedTargets({ file }: BakePlan, target: string): string[] {
  return Object.values(file.target[target]?.contexts ?? {}).map((name) => name.replace(/^target:/, ''));
}

/** What a shared stage must have in common with the image that it is part of. */
function commonOf(request: ImageRequest): BakeTarget {
  const { context, dockerfile, buildArgs, platforms, cacheFrom, secrets, ssh, network, extraHosts, shmSize } = request;
  return {
    context,
    dockerfile: path.posix.relative(path.posix.join('/', context), path.posix.join('/', dockerfile)),
    ...filled('args', buildArgs),
    ...filled('platforms', [...platforms]),
    ...filled('cache-from', cacheFrom.map(registryCache)),
    ...filled(
      'secret',
      secrets.map((secret) =>
        [`id=${secret.id}`, 'env' in secret ? `env=${secret.env}` : `src=${secret.file}`].map(csvField).join(','),
      ),
    ),
    ...filled(
      'ssh',
      ssh.map(({ id, paths }) => (paths.length > 0 ? `${id}=${paths.join(',')}` : id)),
    ),
    ...(network !== undefined && { network }),
    ...(network === 'host' && { entitlements: ['network.host'] }),
    ...filled('extra-hosts', Object.fromEntries(extraHosts.map(hostEntry))),
    ...(shmSize !== undefined && { 'shm-size': String(shmSize) }),
    ...(request.noCache && { 'no-cache': true }),
    ...(request.pull && { pull: true }),
  };
}

/** Whether a stage of two requests is the same work. */
export function sharesWork(a: ImageRequest, b: ImageRequest): boolean {
  return isDeepStrictEqual(commonOf(a), commonOf(b));
}

/** A bare reference is a registry's. */
function registryCache(value: string): string {
  return value.includes('=') ? value : `type=registry,ref=${value}`;
}

/** `name:address`, where an address may have colons. */
function hostEntry(value: string): [string, string] {
  const at = value.search(/[:=]/);
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}

/** A field that is left out when it is empty. */
function filled<Key extends keyof BakeTarget, Value extends BakeTarget[Key] & object>(
  key: Key,
  value: Value,
): Pick<BakeTarget, Key> | undefined {
  return Object.keys(value).length > 0 ? ({ [key]: value } as unknown as Pick<BakeTarget, Key>) : undefined;
}

function targetNames(requests: readonly ImageRequest[]): string[] {
  const names: string[] = [];
  for (const { project, stageLabel } of requests) names.push(unique(`${clean(project)}_${clean(stageLabel)}`, names));
  return names;
}

/** Names of targets have letters, digits, `_` and `-`. */
function clean(name: string): string {
  return name.replace(/[^\w-]+/g, '-').replace(/^-+/, '') || 'image';
}

function unique(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number++) if (!taken.includes(`${name}-${number}`)) return `${name}-${number}`;
}

/**
 * A bake file as text. In buildx's files `${…}` and `%{…}` are expressions, in keys too: what users write stays what it
 * is.
 */
export function renderBakeFile(file: BakeFile): string {
  return `${JSON.stringify(escapeAll(file), undefined, 2)}\n`;
}

function escapeAll(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[$%](?=\{)/g, '$&$&');
  if (Array.isArray(value)) return value.map(escapeAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escapeAll(key), escapeAll(inner)]));
}

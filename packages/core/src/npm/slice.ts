import { posix } from 'node:path';
import { isObject, objectAt } from './json.js';
import type { JsonObject, NpmLock, NpmLockedPackage } from './types.js';

/** What {@link sliceNpmLock} keeps. */
export interface NpmSliceRequest {
  /** The root's `package.json`, reduced. */
  root: JsonObject;
  /** Folders of workspaces that are there, relative to the lock's folder. */
  workspaces: readonly string[];
}

/** The part of a lock that some workspaces need. */
export interface NpmSlice {
  /** The places kept: keys of `packages`. */
  places: Set<string>;
  /** Folders of workspaces and of `file:` dependencies that are needed, those asked for included; sorted. */
  folders: string[];
  /** Archives that `file:` dependencies name, relative to the lock's folder. */
  archives: string[];
  /** Workspaces asked for that the lock does not know. */
  missing: string[];
  /** Dependencies of the root and of workspaces that the lock does not place. */
  unplaced: { folder: string; name: string }[];
}

type Kind = 'prod' | 'dev' | 'optional' | 'peer' | 'peerOptional';

interface Edge {
  name: string;
  kind: Kind;
}

/**
 * Follows dependencies through a lock as Node finds packages: from a place outwards through every `node_modules`. The root
 * and workspaces count with what they need for development, packages with their bundled ones and those of other platforms;
 * an optional peer only when something else needs it.
 */
export function sliceNpmLock({ packages }: NpmLock, { root, workspaces }: NpmSliceRequest): NpmSlice {
  const missing = workspaces.filter((folder) => !packages[folder]);
  const places = new Set<string>(['', ...workspaces.filter((folder) => packages[folder])]);
  const folders = new Set(workspaces);
  const archives = new Set<string>();
  const unplaced: NpmSlice['unplaced'] = [];
  const links = linksByTarget(packages);
  for (const place of places) {
    const entry = place === '' ? root : (packages[place] ?? {});
    if (isWorkspaceFolder(place)) {
      folders.add(place);
      for (const link of links.get(place) ?? []) places.add(link);
    }
    addTargets(entry as NpmLockedPackage, places, archives);
    const isTop = place === '' || isWorkspaceFolder(place);
    for (const { name, kind, found } of targetsOf(packages, place, entry)) {
      if (kind === 'peerOptional') continue;
      if (found !== undefined) places.add(found);
      else if (isTop && kind !== 'optional') unplaced.push({ folder: place, name });
    }
    if (entry['bundleDependencies'] !== undefined) addBundled(place, packages, places);
  }
  return { places, folders: [...folders].sort(), archives: [...archives].sort(), missing, unplaced };
}

/** Whether a place is a folder of the repository. */
export const isWorkspaceFolder = (place: string): boolean => place !== '' && !`/${place}`.includes('/node_modules/');

function linksByTarget(packages: NpmLock['packages']): Map<string, string[]> {
  const links = new Map<string, string[]>();
  for (const [place, { link, resolved }] of Object.entries(packages)) {
    if (link && resolved !== undefined) links.set(resolved, [...(links.get(resolved) ?? []), place]);
  }
  return links;
}

function addTargets({ link, resolved }: NpmLockedPackage, places: Set<string>, archives: Set<string>): void {
  if (link && resolved !== undefined) places.add(posix.normalize(resolved));
  else if (resolved?.startsWith('file:')) archives.add(posix.normalize(resolved.slice('file:'.length)));
}

function addBundled(place: string, packages: NpmLock['packages'], places: Set<string>): void {
  const prefix = `${place}/node_modules/`;
  for (const [other, { inBundle }] of Object.entries(packages))
    if (inBundle && other.startsWith(prefix)) places.add(other);
}

/** The dependencies of an entry; the last of several tables that name one decides, as npm has it. */
function edgesOf(entry: JsonObject, isTop: boolean): Edge[] {
  const edges = new Map<string, Kind>();
  const optionalPeers = objectAt(entry, 'peerDependenciesMeta');
  const add = (table: string, kind: Kind): void => {
    for (const name of Object.keys(objectAt(entry, table))) edges.set(name, kind);
  };
  if (isTop) add('devDependencies', 'dev');
  add('dependencies', 'prod');
  add('optionalDependencies', 'optional');
  for (const name of Object.keys(objectAt(entry, 'peerDependencies'))) {
    if (edges.has(name)) continue;
    const meta = optionalPeers[name];
    edges.set(name, isObject(meta) && meta['optional'] === true ? 'peerOptional' : 'peer');
  }
  return [...edges].map(([name, kind]) => ({ name, kind }));
}

/** An edge with the place that it leads to. */
type Target = Edge & { found: string | undefined };

const known = new WeakMap<NpmLock['packages'], Map<string, Target[]>>();

/** The edges of a place with what they lead to; looked up once a lock, but for the root, which is cut. */
function targetsOf(packages: NpmLock['packages'], place: string, entry: JsonObject): Target[] {
  const find = (): Target[] =>
    edgesOf(entry, place === '' || isWorkspaceFolder(place)).map((edge) => ({
      ...edge,
      found: findPlace(packages, place, edge.name),
    }));
  if (place === '') return find();
  let places = known.get(packages);
  if (!places) known.set(packages, (places = new Map()));
  let targets = places.get(place);
  if (!targets) places.set(place, (targets = find()));
  return targets;
}

/** Where Node finds a package from a place. */
function findPlace(packages: NpmLock['packages'], from: string, name: string): string | undefined {
  for (let at = from; ; at = parentOf(at)) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (Object.hasOwn(packages, place)) return place;
    if (at === '') return undefined;
  }
}

/** The next folder above that can have a `node_modules`. */
function parentOf(place: string): string {
  const folder = posix.dirname(place);
  if (folder === '.') return '';
  const parts = folder.split('/');
  if (parts.at(-1)?.startsWith('@') && parts.at(-2) === 'node_modules') parts.pop();
  if (parts.at(-1) === 'node_modules') parts.pop();
  return parts.join('/');
}

/** Whether some path from the root leads to a place by edges that are allowed. */
function reachable(
  packages: NpmLock['packages'],
  { root, workspaces }: NpmSliceRequest,
  places: ReadonlySet<string>,
  allowed: (kind: Kind) => boolean,
): Set<string> {
  const links = linksByTarget(packages);
  const reached = new Set(['', ...workspaces, ...workspaces.flatMap((folder) => links.get(folder) ?? [])]);
  for (const place of reached) {
    const entry = place === '' ? root : (packages[place] ?? {});
    const { link, resolved } = entry as NpmLockedPackage;
    if (link && resolved !== undefined) reached.add(posix.normalize(resolved));
    for (const { kind, found } of targetsOf(packages, place, entry)) {
      if (allowed(kind) && found !== undefined && places.has(found)) reached.add(found);
    }
  }
  return reached;
}

const isDev = (kind: Kind): boolean => kind === 'dev';
const isOptional = (kind: Kind): boolean => kind === 'optional' || kind === 'peerOptional';
const isPeer = (kind: Kind): boolean => kind === 'peer' || kind === 'peerOptional';

/**
 * The text of a lock with only the places of a slice. `dev`, `optional`, `devOptional` and `peer` are made anew, since they
 * say what a place is to all who lead to it.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 */
export function cutNpmLock(lock: NpmLock, request: NpmSliceRequest, { places }: NpmSlice): string {
  const { packages, value, indent } = lock;
  const without = (...kinds: ((kind: Kind) => boolean)[]): Set<string> =>
    reachable(packages, request, places, (kind) => !kinds.some((is) => is(kind)));
  const reach = {
    prod: without(isDev, isOptional),
    notDev: without(isDev),
    notOptional: without(isOptional),
    notPeer: without(isPeer),
  };
  const kept = Object.entries(packages).flatMap(([place, entry]) => {
    if (place === '') return [[place, rootEntry(entry, request.root)] as const];
    return places.has(place) ? [[place, withFlags(place, entry, reach)] as const] : [];
  });
  const cut: JsonObject = { ...value, packages: Object.fromEntries(kept) };
  if (isObject(value['dependencies'])) cut['dependencies'] = cutLegacy(value['dependencies'], '', places);
  return `${JSON.stringify(cut, undefined, indent)}\n`;
}

/** What the lock repeats of the root manifest. */
const REPEATED = ['workspaces', 'dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

function rootEntry(entry: NpmLockedPackage, root: JsonObject): JsonObject {
  const result: JsonObject = { ...entry };
  for (const key of REPEATED) {
    const value = root[key];
    if (entry[key] === undefined) continue;
    const isEmpty = value === undefined || (isObject(value) && Object.keys(value).length === 0);
    if (isEmpty) delete result[key];
    else if (Array.isArray(value) || !isObject(value)) result[key] = value;
    else result[key] = keepOrder(objectAt(entry, key), value);
  }
  return result;
}

/** The lock sorts a table that the manifest does not. */
const keepOrder = (order: JsonObject, values: JsonObject): JsonObject =>
  Object.hasOwn(values, 'packages')
    ? values
    : Object.fromEntries(Object.keys(order).flatMap((key) => (Object.hasOwn(values, key) ? [[key, values[key]]] : [])));

type Reach = Record<'prod' | 'notDev' | 'notOptional' | 'notPeer', ReadonlySet<string>>;

const FLAGS = ['dev', 'optional', 'devOptional', 'peer'];

function withFlags(place: string, entry: NpmLockedPackage, reach: Reach): JsonObject {
  const [notDev, notOptional] = [reach.notDev.has(place), reach.notOptional.has(place)];
  const flags: Record<string, boolean> = {
    dev: !notDev,
    optional: !notOptional,
    devOptional: notDev && notOptional && !reach.prod.has(place),
    peer: !reach.notPeer.has(place),
  };
  if (FLAGS.every((flag) => (entry[flag] === true) === flags[flag])) return entry;
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(entry)) if (!FLAGS.includes(key)) result[key] = value;
  return placeFlags(
    result,
    FLAGS.filter((flag) => flags[flag]),
  );
}

/** What npm writes before its flags, in this order; all else is sorted behind. */
const FIRST = ['name', 'version', 'resolved', 'integrity'];

function placeFlags(entry: JsonObject, flags: readonly string[]): JsonObject {
  const rest = Object.entries(entry).filter(([key]) => !FIRST.includes(key));
  const simple = [
    ...rest.filter(([, value]) => typeof value !== 'object'),
    ...flags.map((flag) => [flag, true] as const),
  ];
  const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);
  return Object.fromEntries([
    ...Object.entries(entry).filter(([key]) => FIRST.includes(key)),
    ...simple.sort(byKey),
    ...rest.filter(([, value]) => typeof value === 'object'),
  ]);
}

/** Version 2 also has the tree of version 1, for npm 6. */
function cutLegacy(tree: JsonObject, above: string, places: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, entry]) => {
      const place = above === '' ? `node_modules/${name}` : `${above}/node_modules/${name}`;
      if (!isObject(entry) || !places.has(place)) return [];
      const nested = entry['dependencies'];
      if (!isObject(nested)) return [[name, entry]];
      const cut = cutLegacy(nested, place, places);
      const isEmpty = Object.keys(cut).length === 0;
      const fields = Object.entries(entry).filter(([key]) => key !== 'dependencies' || !isEmpty);
      return [[name, Object.fromEntries(fields.map(([key, value]) => [key, key === 'dependencies' ? cut : value]))]];
    }),
  );
}

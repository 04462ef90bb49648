import { existsSync } from 'node:fs';
import path from 'node:path';
import { isObject, type JsonObject, objectAt, reduceNpmRoot, renderJson } from '@hone/core/npm';
import { parse, stringify } from 'yaml';
import { fileEntry } from '../folder-files.js';
import { once } from '../shared.js';
import { cutPnpmLock } from './pnpm-cut.js';
import { packageKey, parsePnpmLock, type PnpmLock, type PnpmSlice, slicePnpmLock } from './pnpm-lock.js';
import { LOCK_COMMANDS, memberMissing } from './problems.js';
import type { DependencyTable, NodeCut, NodeCutRequest } from './types.js';
import { keepWhole } from './whole.js';

/** pnpm: the lock, `pnpm-workspace.yaml` and the root manifest for the workspaces that are there, catalogs and patches too. */
export function cutPnpm(cut: NodeCutRequest): NodeCut {
  const { request, root, present } = cut;
  const lock = once(request, `pnpm-lock:${root.lockFile}`, () => parsePnpmLock(root.lockText, root.lockFile));
  if (!('importers' in lock)) return keepWhole(root, lock);
  const { keeps, slice } = settle(cut, lock);
  const members = slice.importers.filter((folder) => folder !== '.');
  const used = usedCatalogs(lock, slice);
  const names = new Set([...slice.packages].map(packageKey));
  const patch = (key: string): boolean => [...names].some((name) => isPatched(name, key));
  const reduced = reduceNpmRoot(root.manifest.value, { workspaces: members, keeps });
  const pnpm = objectAt(reduced, 'pnpm');
  const manifest = isObject(pnpm['patchedDependencies'])
    ? { ...reduced, pnpm: { ...pnpm, patchedDependencies: filterKeys(pnpm['patchedDependencies'], patch) } }
    : reduced;
  const text = cutPnpmLock(root.lockText, {
    slice,
    rootDependency: (name, table) => keeps(name, table as DependencyTable),
    catalogEntry: (catalog, name) => used.has(`${catalog}\n${name}`),
    patch,
  });
  const at = (name: string): string => path.posix.join(root.folder, name);
  const texts = new Map([
    [root.manifest.file, renderJson(manifest, root.manifestText)],
    [root.lockFile, text],
  ]);
  const settings = root.pnpmWorkspace === undefined ? undefined : cutSettings(root.pnpmWorkspace, members, used, patch);
  if (settings) texts.set(at('pnpm-workspace.yaml'), stringify(settings));
  const patches = {
    ...objectAt((manifest['pnpm'] as JsonObject) ?? {}, 'patchedDependencies'),
    ...objectAt(settings ?? {}, 'patchedDependencies'),
  };
  const hooks = ['.pnpmfile.cjs', '.pnpmfile.mjs'].filter((name) =>
    existsSync(path.join(request.workspaceRoot, at(name))),
  );
  return {
    texts,
    members,
    places: [...slice.places, ...Object.values(patches).filter((file) => typeof file === 'string')],
    entries: hooks.map((name) => fileEntry(request.workspaceRoot, at(name))),
    diagnostics: present
      .filter((folder) => !isObject(lock.importers[folder]))
      .map((folder) => memberMissing(folder, at(`${folder}/package.json`), root.lockFile, LOCK_COMMANDS.pnpm)),
  };
}

type Keeps = (name: string, table: DependencyTable) => boolean;

/** The root keeps workspaces that are there and packages that are used or optional peers of what is kept. */
function settle(
  { root, present, keepsRootDependency }: NodeCutRequest,
  lock: PnpmLock,
): { keeps: Keeps; slice: PnpmSlice } {
  const names = new Map([...root.members].flatMap(([folder, { name }]) => (name ? [[name, folder] as const] : [])));
  let members: readonly string[] = present;
  for (;;) {
    const keeps: Keeps = (name, table) => {
      const folder = names.get(name);
      return folder === undefined ? keepsRootDependency(name, table) : members.includes(folder);
    };
    const slice = slicePnpmLock(lock, members, (name, table) => keeps(name, table as DependencyTable));
    const found = slice.importers.filter((folder) => folder !== '.');
    if (found.length <= members.length) return { keeps, slice };
    members = found;
  }
}

/** The entries of catalogs that importers name, as `catalog\nname`. */
function usedCatalogs({ importers }: PnpmLock, slice: PnpmSlice): Set<string> {
  return new Set(
    slice.importers.flatMap((folder) =>
      Object.values(objectAt(importers, folder)).flatMap((table) =>
        Object.entries(isObject(table) ? table : {}).flatMap(([name, entry]) => {
          const specifier = isObject(entry) ? entry['specifier'] : undefined;
          if (typeof specifier !== 'string' || !specifier.startsWith('catalog:')) return [];
          return [`${specifier.slice('catalog:'.length) || 'default'}\n${name}`];
        }),
      ),
    ),
  );
}

/** A patch is named for a package, with or without a version. */
function isPatched(packageName: string, key: string): boolean {
  const name = packageName.replace(/^\//, '');
  return name === key || name.startsWith(`${key}@`);
}

function cutSettings(
  text: string,
  members: readonly string[],
  used: ReadonlySet<string>,
  patch: (key: string) => boolean,
): JsonObject {
  const settings = parse(text) as JsonObject;
  // An empty list is an error to pnpm.
  const result: JsonObject = { ...settings, packages: members.length > 0 ? [...members] : ['.'] };
  const keepsIn = (catalog: string) => (name: string) => used.has(`${catalog}\n${name}`);
  if (isObject(settings['catalog'])) result['catalog'] = filterKeys(settings['catalog'], keepsIn('default'));
  if (isObject(settings['catalogs'])) {
    const cut = Object.entries(settings['catalogs']).map(([catalog, entries]) => [
      catalog,
      filterKeys(isObject(entries) ? entries : {}, keepsIn(catalog)),
    ]);
    result['catalogs'] = Object.fromEntries(cut.filter(([, entries]) => Object.keys(entries as JsonObject).length > 0));
  }
  if (isObject(settings['patchedDependencies'])) {
    result['patchedDependencies'] = filterKeys(settings['patchedDependencies'], patch);
  }
  return Object.fromEntries(
    Object.entries(result).filter(([, value]) => !isObject(value) || Object.keys(value).length > 0),
  );
}

const filterKeys = (value: JsonObject, stays: (key: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => stays(key)));

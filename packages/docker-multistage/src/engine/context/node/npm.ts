import path from 'node:path';
import {
  cutNpmLock,
  isObject,
  type JsonObject,
  type NpmLock,
  type NpmSlice,
  objectAt,
  parseNpmLock,
  reduceNpmRoot,
  renderJson,
  sliceNpmLock,
} from '@hone/core/npm';
import { lockProblems } from '../lock-problems.js';
import { once } from '../shared.js';
import { dependencyMissing, LOCK_COMMANDS, memberMissing } from './problems.js';
import type { NodeCut, NodeCutRequest } from './types.js';

/** npm: the root manifest and `package-lock.json` for the workspaces that are there. */
export function cutNpm(cut: NodeCutRequest): NodeCut {
  const { request, root } = cut;
  const lock = once(request, `npm-lock:${root.lockFile}`, () => parseNpmLock(root.lockText, root.lockFile));
  if (lock.problems) {
    return { texts: new Map(), members: cut.present, places: [], diagnostics: lockProblems(lock.problems) };
  }
  const { manifest, slice, members } = settle(cut, lock);
  const texts = new Map([
    [root.manifest.file, renderJson(manifest, root.manifestText)],
    [root.lockFile, cutNpmLock(lock, { root: manifest, workspaces: members }, slice)],
  ]);
  const others = slice.folders.filter((folder) => !root.members.has(folder));
  return {
    texts,
    members,
    places: [...others, ...slice.archives],
    diagnostics: problemsOf(cut, slice),
  };
}

interface Settled {
  manifest: JsonObject;
  slice: NpmSlice;
  members: string[];
}

/** Workspaces lead to others, and packages to optional peers that the root has: both until nothing is added. */
function settle({ root, present, keepsRootDependency }: NodeCutRequest, lock: NpmLock): Settled {
  let members = [...present];
  const peers = new Set<string>();
  const names = new Map([...root.members].flatMap(([folder, { name }]) => (name ? [[name, folder] as const] : [])));
  for (;;) {
    const manifest = reduceNpmRoot(root.manifest.value, {
      workspaces: members,
      keeps: (name, table) => {
        const folder = names.get(name);
        if (folder !== undefined) return members.includes(folder);
        return peers.has(name) || keepsRootDependency(name, table, binsOf(lock, name));
      },
    });
    const slice = sliceNpmLock(lock, { root: manifest, workspaces: members });
    const found = slice.folders.filter((folder) => root.members.has(folder));
    const wanted = peersOf(lock, slice).filter((name) => !peers.has(name));
    wanted.forEach((name) => peers.add(name));
    if (found.length === members.length && wanted.length === 0) return { manifest, slice, members };
    members = found;
  }
}

function binsOf({ packages }: NpmLock, name: string): string[] {
  const bin = packages[`node_modules/${name}`]?.['bin'];
  return isObject(bin) ? Object.keys(bin) : [];
}

/** A package finds its optional peers at run time: `typeorm` its driver, which no source imports. */
function peersOf({ packages, value }: NpmLock, { places }: NpmSlice): string[] {
  const own = objectAt(packages[''] ?? value, 'dependencies');
  const tables = [...places].flatMap((place) =>
    place === '' ? [] : ['peerDependencies', 'peerDependenciesMeta'].map((key) => objectAt(packages[place] ?? {}, key)),
  );
  const wanted = tables.flatMap((table) => Object.keys(table));
  return [...new Set(wanted)].filter((name) => Object.hasOwn(own, name));
}

function problemsOf({ root }: NodeCutRequest, { missing, unplaced }: NpmSlice): NodeCut['diagnostics'] {
  const manifestOf = (folder: string): string => path.posix.join(root.folder, folder, 'package.json');
  return [
    ...missing.map((folder) => memberMissing(folder, manifestOf(folder), root.lockFile, LOCK_COMMANDS.npm)),
    ...unplaced.map(({ folder, name }) =>
      dependencyMissing(name, manifestOf(folder), root.lockFile, LOCK_COMMANDS.npm),
    ),
  ];
}

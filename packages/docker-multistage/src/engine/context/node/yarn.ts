import { statSync } from 'node:fs';
import path from 'node:path';
import { type JsonObject, objectAt, reduceNpmRoot, renderJson } from '@hone/core/npm';
import { once, walkerOf } from '../shared.js';
import { splitBlocks } from './blocks.js';
import { dependencyMissing, LOCK_COMMANDS, lockProblem } from './problems.js';
import type { NodeCut, NodeCutRequest } from './types.js';
import { keepWhole } from './whole.js';
import {
  cutYarnLock,
  descriptorsOf,
  parseYarnLock,
  sliceYarnLock,
  type YarnLock,
  type YarnSlice,
} from './yarn-lock.js';

/** yarn: the root manifest and `yarn.lock` of either format for the workspaces that are there, with the patches in use. */
export function cutYarn(cut: NodeCutRequest): NodeCut {
  const { request, root } = cut;
  const lock = once(request, `yarn-lock:${root.lockFile}`, () => parseYarnLock(root.lockText));
  if (lock.entries.length === 0 && root.lockText.trim() !== '' && !root.lockText.includes('yarn lockfile v1')) {
    const hint = 'Run `yarn install`, and commit the lock.';
    return keepWhole(
      root,
      lockProblem('error', 'The file is no lock file of yarn.', { file: root.lockFile, line: 1, hint }),
    );
  }
  const members = withLinked(cut, lock);
  const manifest = reducedRoot(cut, members);
  const wanted = [
    ...descriptorsOf(manifest, lock.berry),
    ...members.flatMap((folder) => descriptorsOf(root.members.get(folder)?.value ?? {}, lock.berry)),
    ...workspaceDescriptors(lock, ['.', ...members]),
  ];
  const names = new Set([...root.members.values()].map(({ name }) => name));
  const external = lock.berry ? wanted : wanted.filter(({ name }) => !names.has(name));
  const slice = sliceYarnLock(lock, external, objectAt(root.manifest.value, 'resolutions'));
  const text = cutYarnLock(lock, slice, (entry) => cutRootEntry(entry, manifest));
  return {
    texts: new Map([
      [root.manifest.file, renderJson(manifest, root.manifestText)],
      [root.lockFile, text],
    ]),
    members,
    places: [...files(cut), ...patchFiles(slice)],
    diagnostics: missingOf(cut, slice),
  };
}

/** Workspaces lead to others by their names. */
function withLinked({ root, present }: NodeCutRequest, { berry }: YarnLock): string[] {
  const byName = new Map([...root.members].map(([folder, { name }]) => [name, folder]));
  const members = new Set(present);
  for (const folder of members) {
    for (const { name } of descriptorsOf(root.members.get(folder)?.value ?? {}, berry)) {
      const linked = byName.get(name);
      if (linked !== undefined) members.add(linked);
    }
  }
  return [...members].sort();
}

function reducedRoot({ root, keepsRootDependency }: NodeCutRequest, members: readonly string[]): JsonObject {
  const folders = new Map([...root.members].map(([folder, { name }]) => [name, folder]));
  return reduceNpmRoot(root.manifest.value, {
    workspaces: members,
    keeps: (name, table) => {
      const folder = folders.get(name);
      return folder === undefined ? keepsRootDependency(name, table) : members.includes(folder);
    },
  });
}

function workspaceDescriptors(
  { entries }: YarnLock,
  folders: readonly string[],
): { name: string; descriptor: string }[] {
  return entries
    .filter(({ workspace }) => workspace !== undefined && folders.includes(workspace))
    .flatMap(({ descriptors }) => descriptors.filter((each) => each.includes('@workspace:')))
    .map((descriptor) => ({ name: descriptor.slice(0, descriptor.indexOf('@', 1)), descriptor }));
}

/** The root's entry repeats its dependencies. */
function cutRootEntry(text: string, manifest: JsonObject): string {
  const kept = new Set(descriptorsOf(manifest, true).map(({ name }) => name));
  const [first = '', ...rest] = text.split(/(?<=\n)/);
  const { head, blocks } = splitBlocks(rest.join(''), 2);
  const tables = blocks.map(({ key, text: table }) => {
    if (key !== 'dependencies') return table;
    const [title = '', ...lines] = table.split(/(?<=\n)/);
    const entries = splitBlocks(lines.join(''), 4).blocks.filter((entry) => kept.has(entry.key));
    return entries.length > 0 ? title + entries.map((entry) => entry.text).join('') : '';
  });
  return first + head + tables.join('');
}

/** What `.yarnrc.yml` names: yarn itself and its plugins. */
function files({ request, root }: NodeCutRequest): string[] {
  return ['.yarn/releases', '.yarn/plugins'].flatMap((name) => {
    const folder = path.posix.join(root.folder, name);
    if (!statSync(path.join(request.workspaceRoot, folder), { throwIfNoEntry: false })?.isDirectory()) return [];
    return walkerOf(request)
      .listFiles(folder)
      .map((file) => path.posix.relative(root.folder, file));
  });
}

/** `foo@patch:foo@npm%3A1.0.0#~/.yarn/patches/foo.patch`; a builtin one is no file. */
function patchFiles({ kept }: YarnSlice): string[] {
  const descriptors = [...kept.values()].flatMap((used) => [...used]);
  const named = descriptors.flatMap((each) => /@patch:[^#]*#(?:~\/|\.\/)([^:]+)/.exec(each)?.[1] ?? []);
  return [...new Set(named)].sort();
}

function missingOf({ root }: NodeCutRequest, { missing }: YarnSlice): NodeCut['diagnostics'] {
  const local = new Set([...root.members.values()].map(({ name }) => name));
  return missing
    .filter(({ name, descriptor }) => !local.has(name) && !/@(?:npm:)?(?:file|link|portal|workspace):/.test(descriptor))
    .map(({ name }) => dependencyMissing(name, root.manifest.file, root.lockFile, LOCK_COMMANDS.yarn));
}

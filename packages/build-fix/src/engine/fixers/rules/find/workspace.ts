import { posix } from 'node:path';
import { lockedVersion, type LockLanguage } from '../manifests/locked.js';
import { parseJsonText } from '../manifests/json-text.js';
import { inFolder } from '../manifests/kinds.js';
import { foundAll, type Lookup } from './lookup.js';

/** Names of the workspace's projects. */
const projects: Lookup = ({ context }) => foundAll(context.projects.map(({ name }) => name));

/** The folder of a project. */
const projectRoot: Lookup = ({ text, context }) =>
  foundAll(context.projects.filter(({ name }) => name === text).map(({ root }) => root));

/** The project that a file lies in: the one with the deepest folder. */
const projectOf: Lookup = ({ text, context }) => {
  const around = context.projects.filter(({ root }) => root === '.' || `${text}/`.startsWith(`${root}/`));
  around.sort((a, b) => b.root.length - a.root.length);
  return foundAll([around[0]?.name]);
};

/** Targets that a project's own files name: `project.json`, `package.json`. */
const targets: Lookup = ({ text, context }) => {
  const root = context.projects.find(({ name }) => name === text)?.root;
  if (root === undefined) return [];
  const read = (name: string): Record<string, unknown> =>
    parseJsonText(context.files.read(inFolder(root, name)) ?? '{}');
  const [project, manifest] = [read('project.json'), read('package.json')];
  const nx = (manifest['nx'] ?? {}) as Record<string, unknown>;
  return foundAll([project['targets'], nx['targets'], manifest['scripts']].flatMap((each) => Object.keys(each ?? {})));
};

/** The one version that the nearest lock has of a package. */
const locked: Lookup = ({ part, context, variables }) => {
  const folder = posix.dirname(part('from') ?? variables['file'] ?? `${variables['root']}/x`);
  const found = lockedVersion(context.files, folder, part('language') as LockLanguage, part('name')!);
  return found ? [{ value: found.version, more: { 'locked-name': found.name } }] : [];
};

/** Look-ups in the workspace as a whole. */
export const workspaceLookups: Readonly<Record<string, Lookup>> = {
  projects,
  'project-root': projectRoot,
  'project-of': projectOf,
  targets,
  locked,
};

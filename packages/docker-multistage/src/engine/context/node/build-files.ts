import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '@hone/core/files';
import { isObject, type JsonObject, objectAt, parseJsonObject, renderJson } from '@hone/core/npm';
import { fileEntry } from '../folder-files.js';
import type { NeededPlace } from '../local-folders.js';
import { readText } from '../read-text.js';
import type { ContextEntry, ContextRequest } from '../types.js';
import type { NodeRoot } from './types.js';

/** What a build of the project reads at the root. */
export interface BuildFiles {
  entries: ContextEntry[];
  /** Files elsewhere in the workspace that its targets name. */
  places: NeededPlace[];
}

/**
 * The compiler's settings at the root, and for a project that Nx builds, Nx's and Babel's, and files that its targets
 * name. Of the settings stays what is about the projects that are there, so that another library changes nothing.
 */
export function planBuildFiles(request: ContextRequest, { folder }: NodeRoot): BuildFiles {
  const { workspaceRoot, project } = request;
  const isOwn = [request.project, ...request.closure].some(({ root }) => root === folder);
  const targets = readTargets(request, project.root);
  const usesNx = typeof objectAt(targets, 'build')['executor'] === 'string';
  const names = isOwn ? [] : readdirSync(path.join(workspaceRoot, folder)).filter((name) => isSetting(name, usesNx));
  const entries = names.sort().map((name) => settingEntry(request, path.posix.join(folder, name)));
  return { entries, places: usesNx ? namedFiles(request, targets, new Set(entries.map((entry) => entry.path))) : [] };
}

const isSetting = (name: string, usesNx: boolean): boolean =>
  /^tsconfig(?:\.[\w-]+)?\.json$/.test(name) || (usesNx && /^(?:nx\.json|babel\.config\.\w+)$/.test(name));

function readTargets({ workspaceRoot }: ContextRequest, root: string): JsonObject {
  const file = path.posix.join(root, 'project.json');
  const { value } = parseJsonObject(readText(workspaceRoot, file) ?? '{}', file);
  return objectAt(value, 'targets');
}

function settingEntry(request: ContextRequest, file: string): ContextEntry {
  const text = file.endsWith('.json') ? readText(request.workspaceRoot, file) : undefined;
  const { value, problems } = parseJsonObject(text ?? '{}', file);
  // With comments it is no JSON: then it stays as it is.
  if (text === undefined || problems.length > 0) return fileEntry(request.workspaceRoot, file);
  const cut = path.posix.basename(file) === 'nx.json' ? cutNx(value) : cutCompiler(request, value, file);
  if (JSON.stringify(cut) === JSON.stringify(value)) return fileEntry(request.workspaceRoot, file);
  return { path: file, source: { kind: 'text', text: renderJson(cut, text) }, executable: false };
}

/** Without what opens Nx's cloud: who has an image can read what was copied into it. */
function cutNx(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => key !== 'nxCloudAccessToken' && key !== 'nxCloudId'),
  );
}

/** `paths` and `references` lead to all projects of the workspace. */
function cutCompiler({ project, closure }: ContextRequest, value: JsonObject, file: string): JsonObject {
  const roots = [project, ...closure].map(({ root }) => root);
  const options = objectAt(value, 'compilerOptions');
  const base = path.posix.join(
    path.posix.dirname(file),
    typeof options['baseUrl'] === 'string' ? options['baseUrl'] : '.',
  );
  const isThere = (from: string, target: unknown): boolean =>
    typeof target === 'string' &&
    roots.some((root) => root === '.' || `${path.posix.join(from, target)}/`.startsWith(`${root}/`));
  const result = { ...value };
  if (isObject(options['paths'])) {
    const paths = Object.entries(options['paths']).filter(
      ([, targets]) => Array.isArray(targets) && targets.some((target) => isThere(base, target)),
    );
    result['compilerOptions'] = { ...options, paths: Object.fromEntries(paths) };
  }
  if (Array.isArray(value['references'])) {
    result['references'] = value['references'].filter(
      (one) => isObject(one) && isThere(path.posix.dirname(file), one['path']),
    );
  }
  return result;
}

/** Files by the names that stand in a project's targets: a configuration of webpack that all share, for instance. */
function namedFiles(
  { workspaceRoot, project, closure }: ContextRequest,
  targets: JsonObject,
  known: ReadonlySet<string>,
): NeededPlace[] {
  const roots = [project, ...closure].map(({ root }) => `${root}/`);
  const named = textsIn(targets)
    .map((text) => text.replace('{workspaceRoot}/', '').replaceAll('{projectRoot}', project.root))
    .filter((text) => /^[\w./@+-]+$/.test(text) && !path.isAbsolute(text))
    .map((text) => path.posix.normalize(text));
  return [...new Set(named)].sort().flatMap((file): NeededPlace[] => {
    const isFile =
      isInside(workspaceRoot, file) &&
      existsSync(path.join(workspaceRoot, file)) &&
      statSync(path.join(workspaceRoot, file)).isFile();
    if (!isFile || known.has(file) || roots.some((root) => root === './' || file.startsWith(root))) return [];
    return [{ path: file, file: path.posix.join(project.root, 'project.json'), what: 'The file of a target' }];
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

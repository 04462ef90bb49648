import path from 'node:path';
import { isObject, objectAt, parseJsonObject } from '@hone/core/npm';
import { readText } from '../read-text.js';
import type { ContextRequest } from '../types.js';
import type { KeepsDependency, NodeRoot } from './types.js';

/** Compilers put these into what they write; no source names them. */
const HELPERS = new Set(['tslib', '@swc/helpers', '@babel/runtime', 'core-js', 'regenerator-runtime']);

/**
 * Which of the root's dependencies an image needs. By the project graph: packages that sources of the project or its
 * closure import, those whose programs their scripts and targets start, and what compilers add. Development dependencies
 * stay, since no import tells which tools a build needs. Without the graph, and where the root itself is one of the
 * projects, all stay.
 */
export function rootDependencies(request: ContextRequest, root: NodeRoot): { keeps: KeepsDependency; known: boolean } {
  const folders = [request.project, ...request.closure].map((project) => project.root);
  const { externals } = request;
  if (!externals || folders.includes(root.folder) || !analyses(request)) {
    return { keeps: () => true, known: folders.includes(root.folder) };
  }
  const imported = new Set(externals);
  const words = new Set(folders.flatMap((folder) => commandWords(request, folder)));
  const keeps: KeepsDependency = (name, table, bins = []) =>
    table !== 'dependencies' ||
    imported.has(name) ||
    HELPERS.has(name) ||
    words.has(name) ||
    words.has(path.posix.basename(name)) ||
    bins.some((bin) => words.has(bin));
  return { keeps, known: true };
}

/** Whether Nx looks into sources; https://nx.dev/nx-api/js: `analyzeSourceFiles`. */
function analyses({ workspaceRoot }: ContextRequest): boolean {
  const { value } = parseJsonObject(readText(workspaceRoot, 'nx.json') ?? '{}', 'nx.json');
  const settings = objectAt(objectAt(value, 'pluginsConfig'), '@nx/js');
  return settings['analyzeSourceFiles'] !== false;
}

/** The words of all scripts and commands of a project, and the packages of its targets' executors. */
function commandWords({ workspaceRoot }: ContextRequest, folder: string): string[] {
  const texts = ['package.json', 'project.json'].flatMap((name) => {
    const file = path.posix.join(folder, name);
    const { value } = parseJsonObject(readText(workspaceRoot, file) ?? '{}', file);
    return textsIn([value['scripts'], value['targets'], objectAt(value, 'nx')['targets']]);
  });
  return texts.flatMap((text) => text.split(/[^\w@/.-]+/).map((word) => word.replace(/^.*node_modules\/\.bin\//, '')));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

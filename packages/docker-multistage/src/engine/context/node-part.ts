import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { fileEntry } from './folder-files.js';
import { placesInContext } from './local-folders.js';
import { lockProblems } from './lock-problems.js';
import { planBuildFiles } from './node/build-files.js';
import { planNodeConfiguration } from './node/configuration.js';
import { findNodeRoot } from './node/find-root.js';
import { cutNpm } from './node/npm.js';
import { cutPnpm } from './node/pnpm.js';
import { lockProblem } from './node/problems.js';
import { rootDependencies } from './node/root-dependencies.js';
import { scriptFiles } from './node/script-files.js';
import { cutYarn } from './node/yarn.js';
import type { NodeCut, NodeCutRequest, NodeLockKind, NodeRoot } from './node/types.js';
import type { ContextEntry, ContextRequest, ReadContextPart } from './types.js';

const CUTTERS: Record<NodeLockKind, (cut: NodeCutRequest) => NodeCut> = {
  npm: cutNpm,
  pnpm: cutPnpm,
  yarn: cutYarn,
};

/**
 * npm, pnpm and yarn: the root manifest with the workspaces that are there and the dependencies that they use, the lock
 * for these as a frozen install takes it, and settings without secrets.
 */
export const nodePart: ReadContextPart = (request) => {
  if (!isNodeProject(request)) return Promise.resolve(undefined);
  const root = findNodeRoot(request);
  if (!root) return Promise.resolve(undefined);
  const { keeps, known } = rootDependencies(request, root);
  const present = presentMembers(request, root);
  const cut =
    root.manifest.problems.length > 0
      ? broken(root)
      : CUTTERS[root.kind]({ request, root, present, keepsRootDependency: keeps });
  const at = (folder: string): string => path.posix.join(root.folder, folder);
  const build = planBuildFiles(request, root);
  const packages = [...cut.members, ...cut.places].map((place) => ({
    path: at(place),
    file: root.lockFile,
    what: `The package ${place}`,
  }));
  const local = placesInContext(request, [...packages, ...build.places]);
  const configuration = planNodeConfiguration(request, [root.folder, ...cut.members.map(at)]);
  const texts = [...cut.texts].map(([file, text]): ContextEntry => ({
    path: file,
    source: { kind: 'text', text },
    executable: false,
  }));
  const extra = scriptFiles(request, root).map((file) => fileEntry(request.workspaceRoot, file));
  const entries = [
    ...local.entries,
    ...build.entries,
    ...extra,
    ...(cut.entries ?? []),
    ...configuration.entries,
    ...texts,
  ];
  return Promise.resolve({
    locks: [root.lockFile],
    entries: [...new Map(entries.map((entry) => [entry.path, entry])).values()],
    diagnostics: [
      ...cut.diagnostics,
      ...local.diagnostics,
      ...configuration.diagnostics,
      ...(known || !hasDependencies(root) ? [] : [allKept(root)]),
    ],
  });
};

/** Whether an image may need Node: a package, sources that import one, or a project of TypeScript. */
function isNodeProject({ workspaceRoot, project, closure, externals }: ContextRequest): boolean {
  if (externals?.length) return true;
  const folders = [project, ...closure].map(({ root }) => root).filter((root) => root !== '.' || root === project.root);
  const has = (folder: string, name: string): boolean => existsSync(path.join(workspaceRoot, folder, name));
  return folders.some((folder) => has(folder, 'package.json') || has(folder, 'tsconfig.json'));
}

function presentMembers({ project, closure }: ContextRequest, { folder, members }: NodeRoot): string[] {
  const folders = [project, ...closure].map(({ root }) => path.posix.relative(folder, root));
  return [...members.keys()].filter((member) => folders.includes(member)).sort();
}

const broken = ({ manifest }: NodeRoot): NodeCut => ({
  texts: new Map(),
  members: [],
  places: [],
  diagnostics: lockProblems(manifest.problems),
});

const hasDependencies = ({ manifest }: NodeRoot): boolean =>
  Object.keys((manifest.value['dependencies'] as object | undefined) ?? {}).length > 0;

const allKept = ({ manifest }: NodeRoot): Diagnostic =>
  lockProblem('note', 'It is not known which packages the sources import: all dependencies of the root are kept.', {
    file: manifest.file,
  });

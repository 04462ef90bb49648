import path from 'node:path';
import { expandWorkspaces, type NpmManifest, parseNpmManifest } from '@hone/core/npm';
import { asStrings } from '@hone/core/manifests';
import { parse } from 'yaml';
import { readText } from '../read-text.js';
import { once, walkerOf } from '../shared.js';
import type { ContextRequest } from '../types.js';
import type { NodeLockKind, NodeRoot } from './types.js';

/** Where several lie beside each other, the first counts, as for npm itself. */
const LOCKS: readonly (readonly [string, NodeLockKind])[] = [
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
];

/** The nearest folder, from a project's up, that has a `package.json` and a lock. */
export function findNodeRoot(request: ContextRequest): NodeRoot | undefined {
  for (let folder = request.project.root; ; folder = path.posix.dirname(folder)) {
    const found = once(request, `node-root:${folder}`, () => readRoot(request, folder));
    if (found) return found;
    if (folder === '.' || folder === '..' || folder === '/') return undefined;
  }
}

function readRoot(request: ContextRequest, folder: string): NodeRoot | undefined {
  const read = (name: string): string | undefined => readText(request.workspaceRoot, path.posix.join(folder, name));
  const manifestText = read('package.json');
  const lock = LOCKS.map(([name, kind]) => ({ name, kind, text: read(name) })).find(({ text }) => text !== undefined);
  if (manifestText === undefined || lock?.text === undefined) return undefined;
  const manifest = parseNpmManifest(manifestText, path.posix.join(folder, 'package.json'));
  const pnpmWorkspace = lock.kind === 'pnpm' ? read('pnpm-workspace.yaml') : undefined;
  const patterns = lock.kind === 'pnpm' ? pnpmPatterns(pnpmWorkspace) : manifest.workspaces;
  return {
    folder,
    kind: lock.kind,
    lockFile: path.posix.join(folder, lock.name),
    lockText: lock.text,
    manifest,
    manifestText,
    ...(pnpmWorkspace !== undefined && { pnpmWorkspace }),
    members: patterns.length > 0 ? readMembers(request, folder, patterns) : new Map(),
  };
}

/** A text that can't be parsed is reported by who cuts it. */
function pnpmPatterns(text: string | undefined): string[] {
  try {
    const value: unknown = parse(text ?? '');
    return asStrings((value as { packages?: unknown } | null)?.packages);
  } catch {
    return [];
  }
}

function readMembers(request: ContextRequest, folder: string, patterns: readonly string[]): Map<string, NpmManifest> {
  const manifests = once(request, 'package-json-files', () =>
    walkerOf(request).listFiles('.', { filter: (name) => name === 'package.json' }),
  );
  const inside = manifests
    .map((file) => path.posix.relative(folder, path.posix.dirname(file)))
    .filter((relative) => relative !== '' && !relative.startsWith('..'));
  return new Map(
    expandWorkspaces(patterns, inside).map((relative) => {
      const file = path.posix.join(folder, relative, 'package.json');
      return [relative, parseNpmManifest(readText(request.workspaceRoot, file) ?? '', file)];
    }),
  );
}

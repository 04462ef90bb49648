import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join, posix } from 'node:path';
import { createCrateFinder } from '@hone/core/cargo';
import { createWalker } from '@hone/core/files';
import { type VerdictEntry, type VerdictFile, pruneEngine } from '@hone/dep-prune';
import type { Findings, PeerCase } from './case.js';

/** A copy of a fixture as the case wants it; gone when `use` is done. */
export async function withCopy<T>({ folder, prepare }: PeerCase, use: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(os.tmpdir(), 'hone-peers-'));
  try {
    cpSync(folder, copy, { recursive: true, filter: (file) => !/[\\/]rust-toolchain(?:\.toml)?$/.test(file) });
    prepare?.(copy);
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Judges each crate of a fixture; names stand behind the folder of their manifest. */
export async function judgeCrates(copy: string, { only }: PeerCase): Promise<Findings> {
  const find = createCrateFinder(copy);
  const manifests = createWalker(copy).listFiles('.', { filter: (name) => name === 'Cargo.toml' });
  const roots = manifests.map((file) => posix.dirname(file)).filter((root) => find(root) !== undefined);
  const answers = new Set<string>();
  const tasks = roots
    .filter((root) => only?.includes(root) ?? true)
    .map((root) => {
      const workspace = find(root)?.workspace;
      const first = workspace !== undefined && !answers.has(workspace.root);
      if (workspace) answers.add(workspace.root);
      const idle = first ? (workspace.idleDependencies ?? []).map(({ alias }) => alias) : [];
      return { root, options: { workspaceDependencies: idle } };
    });
  const verdicts = await judgeAll(copy, tasks, roots);
  return findingsOf(verdicts, ({ name, declarations: [first] }) => {
    const folder = first && posix.dirname(first.file);
    return folder !== undefined && (only?.includes(folder) ?? true) ? [`${folder} ${name}`] : [];
  });
}

/** Judges each folder with a Python manifest; the root always. */
export async function judgePython(copy: string, { runtimeOnly = false }: PeerCase): Promise<Findings> {
  const manifests = createWalker(copy).listFiles('.', { filter: (name) => MANIFEST.test(name) });
  const roots = [...new Set(['.', ...manifests.map((file) => posix.dirname(file))])];
  const verdicts = await judgeAll(
    copy,
    roots.map((root) => ({ root, options: {} })),
    roots,
  );
  return findingsOf(verdicts, ({ name, kind, declarations }) =>
    runtimeOnly && kind !== 'runtime' && declarations.every(({ scope }) => scope === 'development') ? [] : [name],
  );
}

const MANIFEST = /^(?:pyproject\.toml|setup\.(?:cfg|py)|requirements\.(?:txt|in))$/;

type Task = { root: string; options: object };

async function judgeAll(
  workspaceRoot: string,
  tasks: readonly Task[],
  roots: readonly string[],
): Promise<VerdictEntry[]> {
  const { signal } = new AbortController();
  const wanted = tasks.map(({ root, options }) => ({
    id: root,
    project: root,
    root,
    target: 'dep-prune',
    options,
    nestedRoots: roots.filter((other) => other !== root && (root === '.' || other.startsWith(`${root}/`))),
  }));
  const found: VerdictEntry[] = [];
  for await (const [, { outputs }] of pruneEngine.run(wanted, { workspaceRoot, signal, verbose: false })) {
    const text = Object.entries(outputs ?? {}).find(([file]) => file.endsWith('.json'))?.[1];
    if (text !== undefined) found.push(...(JSON.parse(String(text)) as VerdictFile).verdicts);
  }
  return found;
}

function findingsOf(verdicts: readonly VerdictEntry[], keysOf: (verdict: VerdictEntry) => readonly string[]): Findings {
  const of = (...kinds: VerdictEntry['kind'][]): Set<string> =>
    new Set(verdicts.filter(({ kind }) => kinds.includes(kind)).flatMap(keysOf));
  return {
    unused: of('unused', 'transitive'),
    unknown: of('unknown'),
    development: of('dev-only'),
    runtime: of('runtime'),
  };
}

/** Whether a case can be judged at all. */
export function isThere({ folder }: PeerCase): boolean {
  return existsSync(folder);
}

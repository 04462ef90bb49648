import { existsSync } from 'node:fs';
import path from 'node:path';
import { parsePyproject } from '@hone/core/manifests';
import { type ProcessResult, describeResult, findTool, runProcess } from '@hone/core/process';
import { readUtf8 } from '../read-manifests.js';

/** How the tool that owns a lock file brings it up to date, changing as little as it can. */
interface LockTool {
  tool: string;
  args: readonly string[];
  /** Arguments that versions before a major one need, as what they leave out would upgrade everything. */
  before?: { major: number; args: readonly string[] };
}

/** By the lock file's name; from each tool's documentation. None of them upgrades what stays. */
const lockTools: Readonly<Record<string, LockTool>> = {
  'uv.lock': { tool: 'uv', args: ['lock'] },
  'poetry.lock': {
    tool: 'poetry',
    args: ['lock', '--no-interaction'],
    before: { major: 2, args: ['lock', '--no-interaction', '--no-update'] },
  },
  'Cargo.lock': { tool: 'cargo', args: ['update', '--workspace'] },
  'package-lock.json': {
    tool: 'npm',
    args: ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'],
  },
  'pnpm-lock.yaml': { tool: 'pnpm', args: ['install', '--lockfile-only', '--ignore-scripts'] },
  'yarn.lock': { tool: 'yarn', args: ['install', '--mode=update-lockfile'] },
};

/** What became of a lock file. */
export interface Relocked {
  /** Relative to the workspace root. */
  lock: string;
  /** `failed`: the tool ran and refused, so what the manifests ask for has no solution here. */
  status: 'updated' | 'tool missing' | 'failed';
  /** One sentence for a person. */
  note: string;
  /** What the tool wrote, when it failed. */
  output?: string;
}

/**
 * The lock file that rules a manifest: of the folders from its own upwards, the first that has one for its kind.
 *
 * @param manifest relative to the workspace root
 * @returns relative to the workspace root; `undefined` when there is none
 */
export function lockOf(workspaceRoot: string, manifest: string): string | undefined {
  const ruler = rulerOf(workspaceRoot, manifest);
  if (ruler !== undefined) return lockOf(workspaceRoot, ruler);
  const names = locksFor(path.posix.basename(manifest));
  for (let folder = path.posix.dirname(manifest); ; folder = path.posix.dirname(folder)) {
    const found = names
      .map((name) => path.posix.join(folder, name))
      .find((file) => existsSync(path.join(workspaceRoot, file)));
    if (found !== undefined || folder === '.') return found;
  }
}

/** The `pyproject.toml` that takes its dependencies from another file: a requirements file that it names, or setup's. */
function rulerOf(workspaceRoot: string, manifest: string): string | undefined {
  const setup = /(?:^|\/)setup\.(?:cfg|py)$/.test(manifest);
  if (!setup && !/\.(?:txt|in)$/.test(manifest)) return undefined;
  for (let folder = path.posix.dirname(manifest); ; folder = path.posix.dirname(folder)) {
    const file = path.posix.join(folder, 'pyproject.toml');
    const text = readUtf8(path.join(workspaceRoot, file));
    if (text !== undefined) {
      const { dynamicRequirements } = parsePyproject(text, file);
      const named = dynamicRequirements.flatMap(({ files }) => files.map((each) => path.posix.join(folder, each)));
      if (setup || named.includes(manifest)) return file;
    }
    if (folder === '.' || setup) return undefined;
  }
}

/** The lock files that rule some manifests, each once. */
export function locksOf(workspaceRoot: string, manifests: readonly string[]): string[] {
  const locks = manifests.map((manifest) => lockOf(workspaceRoot, manifest)).filter((lock) => lock !== undefined);
  return [...new Set(locks)].sort();
}

function locksFor(manifest: string): readonly string[] {
  if (manifest === 'Cargo.toml') return ['Cargo.lock'];
  if (manifest === 'package.json') return ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'];
  return manifest === 'pyproject.toml' ? ['uv.lock', 'poetry.lock'] : [];
}

/** Where and how a tool runs. */
export interface RelockContext {
  /** Absolute path. */
  workspaceRoot: string;
  signal: AbortSignal;
  /** Default: that of this process. */
  env?: NodeJS.ProcessEnv;
  /** Where tools may be installed, when that is not here: absolute path of the workspace that this one is a copy of. */
  toolsFrom?: string;
}

/**
 * Brings a lock file up to date with its own tool, where that is installed.
 *
 * @param lock relative to the workspace root
 */
export async function relock(lock: string, context: RelockContext): Promise<Relocked> {
  const { workspaceRoot, signal, env = process.env, toolsFrom = workspaceRoot } = context;
  const known = lockTools[path.posix.basename(lock)];
  if (!known) return { lock, status: 'tool missing', note: `${lock}: no tool is known that brings it up to date.` };
  const cwd = path.join(workspaceRoot, path.posix.dirname(lock));
  const projectRoot = path.join(toolsFrom, path.posix.dirname(lock));
  const found = findTool(known.tool, { workspaceRoot: toolsFrom, projectRoot });
  if (!found) {
    const command = `${known.tool} ${known.args.join(' ')}`;
    const note = `${lock} is out of date: ${known.tool} is not installed. Run \`${command}\`.`;
    return { lock, status: 'tool missing', note };
  }
  const args = [...(await argsFor(known, found.path, cwd, signal)), ...refreshArgs(workspaceRoot, lock)];
  const command = `${known.tool} ${args.join(' ')}`;
  const result = await runProcess({ command: found.path, args, cwd, signal, env });
  signal.throwIfAborted();
  if (result.kind === 'exited' && result.code === 0) {
    return { lock, status: 'updated', note: `${lock}: brought up to date with \`${command}\`.` };
  }
  return { lock, status: 'failed', note: `${describeResult(`\`${command}\``, result)}.`, output: outputOf(result) };
}

/**
 * uv keeps what it knows of a project until its `pyproject.toml` or setup's files change: not when a requirements file does
 * that the first one reads.
 */
function refreshArgs(workspaceRoot: string, lock: string): string[] {
  const file = path.posix.join(path.posix.dirname(lock), 'pyproject.toml');
  const text = path.posix.basename(lock) === 'uv.lock' ? readUtf8(path.join(workspaceRoot, file)) : undefined;
  const { name, dynamicRequirements = [] } = text === undefined ? {} : parsePyproject(text, file);
  return name !== undefined && dynamicRequirements.length > 0 ? ['--refresh-package', name] : [];
}

async function argsFor({ args, before }: LockTool, tool: string, cwd: string, signal: AbortSignal) {
  if (!before) return args;
  const result = await runProcess({ command: tool, args: ['--version'], cwd, signal });
  const major = 'stdout' in result ? /\b(\d+)\.\d+/.exec(result.stdout)?.[1] : undefined;
  return major !== undefined && Number(major) < before.major ? before.args : args;
}

function outputOf(result: ProcessResult): string {
  return 'stderr' in result ? `${result.stderr}\n${result.stdout}` : describeResult('it', result);
}

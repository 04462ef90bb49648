import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareText } from '@hone/core/diagnostics';
import { findTool } from '@hone/core/process';
import type { LazyFixer } from '../fixers/index.js';
import type { FixContext } from '../types.js';
import { type CachedFixerOptions, type CandidateCache, withCache } from './candidate-cache.js';

type Dependence = Required<Pick<CachedFixerOptions, 'unit' | 'surroundings'>>;

/**
 * The fixers that start something costly, with all that their answers depend on. Others answer in less time than it takes
 * to look; cargo keeps what it said itself.
 */
const CACHED: Readonly<Record<string, Dependence>> = {
  // Its settings, its version, and the names of modules, by which it tells the project's own from others'.
  ruff: {
    unit: 'file',
    surroundings: (context) =>
      digest([toolIdentity(context), namesOf(context, /\.pyi?$/), textsOf(context, /\.toml$/)]),
  },
  // Rules and code fixes look at types, which can come from everywhere.
  eslint: { unit: 'all', surroundings: (context) => digest([installed(context), textsOf(context, SCRIPTS)]) },
  typescript: { unit: 'all', surroundings: (context) => digest([installed(context), textsOf(context, SCRIPTS)]) },
};

/** What a compiler of TypeScript, a linter and their configurations read of a workspace. */
const SCRIPTS =
  /\.(?:[cm]?[jt]sx?|vue|svelte|json[c5]?|ya?ml)$|(?:^|\/)(?:\.[a-z]+rc|\.[a-z]+ignore|yarn\.lock|bun\.lock)$/;

/** What package managers write when they change `node_modules`. */
const INSTALLED = ['.package-lock.json', '.yarn-state.yml', '.modules.yaml', '.yarn-integrity'];

/** Fixers that do not work on the same file and diagnostic twice, as far as that is worth it. */
export function cachedFixers(fixers: readonly LazyFixer[], cache: CandidateCache): LazyFixer[] {
  const version = versionOfPackage();
  return fixers.map((fixer) => {
    const dependence = CACHED[fixer.id];
    if (!dependence) return fixer;
    return { id: fixer.id, load: async () => withCache(await fixer.load(), { cache, version, ...dependence }) };
  });
}

/** Another build of the package has other fixers. A built one names most of its files after what is in them. */
function versionOfPackage(): string {
  const folder = fileURLToPath(new URL('../../../', import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[jt]s$/.test(name));
  return digest(names.sort(compareText).map((name) => [name, signatureOf(path.join(folder, name))]));
}

function toolIdentity({ workspaceRoot, project }: FixContext): unknown {
  const tool = findTool('ruff', { workspaceRoot, projectRoot: project.root })?.path;
  return tool === undefined ? undefined : signatureOf(tool);
}

function installed({ workspaceRoot }: FixContext): unknown {
  return INSTALLED.map((name) => signatureOf(path.join(workspaceRoot, 'node_modules', name)));
}

function signatureOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.size} ${stats.mtimeMs}` : undefined;
}

function namesOf({ files }: FixContext, pattern: RegExp): string[] {
  return files.list('.').filter((name) => pattern.test(name));
}

/** Read past the view of the files, which would keep each text. */
function textsOf(context: FixContext, pattern: RegExp): string {
  const hash = createHash('sha256');
  for (const name of namesOf(context, pattern)) {
    hash.update(`${name}\0`);
    try {
      hash.update(readFileSync(path.join(context.workspaceRoot, name)));
    } catch {
      // It went away meanwhile: then it is not there.
    }
    hash.update('\0');
  }
  return hash.digest('hex');
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

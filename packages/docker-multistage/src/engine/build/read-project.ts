import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { parseToml, stringAt, tableAt, type TomlTable } from '@hone/core/toml';
import { runProcess } from '@hone/core/process';
import type { EngineTask } from '@hone/core/nx';
import type { BuildOptions } from '../../executors/build/schema.js';
import { tokensIn } from './tokens.js';

/** What names, tags and labels are made of. */
export interface ProjectFacts {
  /** Of the project's manifest. */
  version: string | undefined;
  /** Looked up only where a token asks for it. */
  git: { sha: string | undefined; branch: string | undefined } | undefined;
}

/** Variables in which a CI says what branch it builds, where no branch is checked out. */
const BRANCH_VARIABLES = [
  'GITHUB_HEAD_REF',
  'GITHUB_REF_NAME',
  'CI_COMMIT_REF_NAME',
  'BITBUCKET_BRANCH',
  'BUILD_SOURCEBRANCHNAME',
];

/** Reads what the options of a task ask for. */
export async function readFacts(
  { root }: EngineTask<BuildOptions>,
  { image = '', tags = [], labels = {}, cacheFrom = [], cacheTo = [] }: BuildOptions,
  workspaceRoot: string,
  env: NodeJS.ProcessEnv,
): Promise<ProjectFacts> {
  const tokens = new Set([image, ...tags, ...cacheFrom, ...cacheTo, ...Object.values(labels)].flatMap(tokensIn));
  const wantsGit = ['sha', 'shortSha', 'branch'].some((name) => tokens.has(name));
  return {
    version: readVersion(path.join(workspaceRoot, root)),
    git: wantsGit ? await readGit(workspaceRoot, env) : undefined,
  };
}

/**
 * @param file relative to the workspace root
 * @throws HoneError when it cannot be read
 */
export function readDockerfile(workspaceRoot: string, file: string): string {
  try {
    return readFileSync(path.join(workspaceRoot, file), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new HoneError(code === 'ENOENT' ? `There is no ${file}.` : `${file} cannot be read (${code}).`, {
      code: 'docker/dockerfile-missing',
      file,
      hint: 'Write one with `nx g @hone/docker-multistage:dockerfile`, or name another with the option `dockerfile`.',
    });
  }
}

/** The version of the first manifest that has one. A manifest that cannot be read has none. */
function readVersion(folder: string): string | undefined {
  for (const [name, find] of VERSIONS) {
    const text = readText(path.join(folder, name));
    const version = text === undefined ? undefined : find(text);
    if (version !== undefined) return version;
  }
  return undefined;
}

const VERSIONS: readonly (readonly [file: string, find: (text: string) => string | undefined])[] = [
  ['pyproject.toml', (text: string) => tomlVersion(text, [['project'], ['tool', 'poetry']])],
  ['Cargo.toml', (text: string) => tomlVersion(text, [['package']])],
  ['package.json', jsonVersion],
];

function tomlVersion(text: string, tables: readonly string[][]): string | undefined {
  const { table } = parseToml(text, '');
  for (const names of tables) {
    let at: TomlTable | undefined = table;
    for (const name of names) at = at && tableAt(at, name);
    const version = at && stringAt(at, 'version');
    if (version !== undefined) return version;
  }
  return undefined;
}

function jsonVersion(text: string): string | undefined {
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

async function readGit(workspaceRoot: string, env: NodeJS.ProcessEnv): Promise<ProjectFacts['git']> {
  const ask = async (...args: string[]): Promise<string | undefined> => {
    const result = await runProcess({ command: 'git', args, cwd: workspaceRoot, env });
    return result.kind === 'exited' && result.code === 0 ? result.stdout.trim() || undefined : undefined;
  };
  const [sha, branch] = await Promise.all([
    ask('rev-parse', 'HEAD'),
    ask('symbolic-ref', '--quiet', '--short', 'HEAD'),
  ]);
  const named = BRANCH_VARIABLES.map((name) => env[name]).find((value) => value);
  return { sha, branch: branch ?? named };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

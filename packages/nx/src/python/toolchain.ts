import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type VirtualEnvironment, findTool } from '@hone/core/process';
import type { Environments } from './environment.js';
import type { InstalledTools } from './targets.js';

/** Versions that programs on PATH gave, by path, each with the signature of the program. */
export type CachedVersions = Record<string, [signature: string, version: string]>;

/** Which of the family's packages the workspace can resolve; none of them is loaded. */
export function installedTools(workspaceRoot: string): InstalledTools {
  const load = createRequire(path.join(workspaceRoot, 'package.json'));
  const versionOf = (name: string): string | undefined => {
    try {
      return (load(`${name}/package.json`) as { version?: string }).version;
    } catch {
      return undefined;
    }
  };
  const version = versionOf('@hone/python-validate');
  return version === undefined ? {} : { '@hone/python-validate': version };
}

/**
 * Names the ruff that will check a project. A ruff in a virtual environment tells its version by the name of its
 * metadata folder; one on PATH is asked once for each version of the program.
 */
export class RuffVersions {
  readonly #workspaceRoot: string;
  readonly #environments: Environments;
  readonly versions: CachedVersions;
  #shared: string | undefined;
  changed = false;

  constructor(workspaceRoot: string, environments: Environments, versions: CachedVersions) {
    this.#workspaceRoot = workspaceRoot;
    this.#environments = environments;
    this.versions = versions;
  }

  /** @param own whether the project has a virtual environment of its own */
  of(root: string, own: boolean, environment: VirtualEnvironment | undefined): string {
    if (own) return this.#find(root, environment);
    return (this.#shared ??= this.#find('.', environment));
  }

  #find(root: string, environment: VirtualEnvironment | undefined): string {
    const tool = findTool('ruff', { workspaceRoot: this.#workspaceRoot, projectRoot: root });
    if (!tool) return 'ruff embedded';
    const inside = environment && tool.path.startsWith(`${environment.path}${path.sep}`);
    const version = (inside && this.#environments.installed(environment).get('ruff')) || this.#ask(tool.path);
    return version === '' ? 'ruff embedded' : `ruff@${version} native`;
  }

  #ask(program: string): string {
    const { size, mtimeMs } = statSync(program);
    const signature = `${size}:${mtimeMs}`;
    const known = this.versions[program];
    if (known?.[0] === signature) return known[1];
    this.changed = true;
    const version = askVersion(program);
    this.versions[program] = [signature, version];
    return version;
  }
}

/** Empty when the program does not answer: the engine will find the same, and say so. */
function askVersion(program: string): string {
  try {
    const text = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      timeout: 5_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /\d+\.\d+\S*/.exec(text)?.[0] ?? '';
  } catch {
    return '';
  }
}

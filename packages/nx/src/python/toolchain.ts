import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { type VirtualEnvironment, findTool } from '@hone/core/process';
import type { ResolvedOptions } from '../graph/options.js';
import type { Environments } from './environment.js';
import type { InstalledTools } from './targets.js';

/** Versions that programs on PATH gave, by path, each with the signature of the program. */
export type CachedVersions = Record<string, [signature: string, version: string]>;

/** Where a project's programs are looked for. */
export interface ToolPlace {
  root: string;
  /** Whether the project has a virtual environment of its own; the others all find the same programs. */
  own: boolean;
  environment: VirtualEnvironment | undefined;
}

/**
 * Versions of the programs that projects will run. A program in a virtual environment tells its version by the name of
 * its metadata folder; another one is asked, once for each version of the program.
 */
export class ToolVersions {
  readonly #shared = new Map<string, string | undefined>();
  changed = false;

  constructor(
    private readonly workspaceRoot: string,
    readonly environments: Environments,
    private readonly versions: CachedVersions,
  ) {}

  /** Undefined when there is no such program, or it does not answer. */
  of(name: string, { root, own, environment }: ToolPlace): string | undefined {
    if (own) return this.#find(name, root, environment);
    if (!this.#shared.has(name)) this.#shared.set(name, this.#find(name, '.', environment));
    return this.#shared.get(name);
  }

  #find(name: string, root: string, environment: VirtualEnvironment | undefined): string | undefined {
    const tool = findTool(name, { workspaceRoot: this.workspaceRoot, projectRoot: root });
    if (!tool) return undefined;
    const inside = environment && tool.path.startsWith(`${environment.path}${path.sep}`);
    return (inside && this.environments.installed(environment).get(name)) || this.#ask(tool.path) || undefined;
  }

  #ask(program: string): string {
    const stats = statSync(program, { throwIfNoEntry: false });
    const signature = stats ? `${stats.size}:${stats.mtimeMs}` : '';
    const known = this.versions[program];
    if (known?.[0] === signature) return known[1];
    this.changed = true;
    const version = askVersion(program);
    this.versions[program] = [signature, version];
    return version;
  }
}

const TYPE_CHECKERS = ['mypy', 'pyrefly', 'pyright', 'ty'];

/**
 * Names what will check a project, for the hash of its task: the package, its ruff, and where types are checked every
 * type checker that it could choose.
 */
export function toolchainOf(
  place: ToolPlace,
  tools: InstalledTools,
  versions: ToolVersions,
  { engine, types }: ResolvedOptions['python'],
): string {
  const ruff = engine === 'embedded' ? undefined : versions.of('ruff', place);
  const checkers = TYPE_CHECKERS.flatMap((name) => {
    const version = types && (versions.of(name, place) ?? (name === 'pyright' ? tools.pyright : undefined));
    return version ? [`${name}@${version}`] : [];
  });
  const validate = `@hone/python-validate@${tools['@hone/python-validate'] ?? ''}`;
  return [validate, ruff === undefined ? 'ruff embedded' : `ruff@${ruff} native`, ...checkers].join(' ');
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

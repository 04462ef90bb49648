import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineTask } from '@hone/core/nx';
import type { LintOptions } from '../../executors/lint/schema.js';
import type { ConfigProblem, HadolintConfig } from './config/hadolint-config.js';
import { emptyHadolintConfig, parseHadolintConfig } from './config/hadolint-config.js';
import type { IgnoreFile } from './config/ignore-file.js';
import { parseIgnoreFile } from './config/ignore-file.js';
import type { RuleContext } from './context.js';
import type { RuleSettings } from './lint-file.js';

/** A .hadolint.yaml with its place. */
export interface ConfigFile {
  /** Relative to the workspace root; `undefined` when there is none. */
  file: string | undefined;
  config: HadolintConfig;
  problems: readonly ConfigProblem[];
}

const NAMES = ['.hadolint.yaml', '.hadolint.yml'];

/** Reads what lies around Dockerfiles, each file once. */
export class Surroundings {
  readonly #root: string;
  readonly #configs = new Map<string, ConfigFile>();
  readonly #ignoreFiles = new Map<string, IgnoreFile | undefined>();

  /** @param workspaceRoot absolute path */
  constructor(workspaceRoot: string) {
    this.#root = workspaceRoot;
  }

  /** The configuration of a folder: the first found from there up to the workspace root, which alone counts. */
  configFor(folder: string): ConfigFile {
    const known = this.#configs.get(folder);
    if (known) return known;
    const found = this.#readConfig(folder) ?? (folder === '.' ? undefined : this.configFor(path.posix.dirname(folder)));
    const config = found ?? { file: undefined, config: emptyHadolintConfig, problems: [] };
    this.#configs.set(folder, config);
    return config;
  }

  #readConfig(folder: string): ConfigFile | undefined {
    for (const name of NAMES) {
      const file = path.posix.join(folder, name);
      const text = readText(path.join(this.#root, file));
      if (text !== undefined) return { file, ...parseHadolintConfig(text) };
    }
    return undefined;
  }

  /** The .dockerignore that counts: the Dockerfile's own, else that of the build context. */
  ignoreFileFor(dockerfile: string, context: string): IgnoreFile | undefined {
    return (
      this.#readIgnoreFile(`${dockerfile}.dockerignore`) ??
      this.#readIgnoreFile(path.posix.join(context, '.dockerignore'))
    );
  }

  #readIgnoreFile(file: string): IgnoreFile | undefined {
    if (!this.#ignoreFiles.has(file)) {
      const text = readText(path.join(this.#root, file));
      this.#ignoreFiles.set(file, text === undefined ? undefined : parseIgnoreFile(text));
    }
    return this.#ignoreFiles.get(file);
  }
}

/** Most of these files are not there, and a throw costs more than a look. */
function readText(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What the options of a task say of rules. */
export function settingsOf({ ignore = [], severities = {}, check }: LintOptions): RuleSettings {
  return {
    ignore: new Set(ignore),
    severities: new Map(Object.entries(severities)),
    ...(check === undefined ? {} : { check }),
  };
}

/**
 * The folder that is a Dockerfile's build context, relative to the workspace root: as the option says, as the graph plugin
 * found, else the project.
 */
export function contextFolder({ root, options }: EngineTask<LintOptions>, file: string): string {
  const wanted = (options.context ?? options.found?.[file] ?? '{projectRoot}')
    .replaceAll('{projectRoot}', root)
    .replaceAll('{workspaceRoot}', '.');
  return path.posix.normalize(wanted.replaceAll('\\', '/')).replace(/(?<=.)\/$/, '');
}

/** What rules are told of a Dockerfile's surroundings. */
export function ruleContext(
  { root, options, closure = [] }: EngineTask<LintOptions>,
  { trustedRegistries, labelSchema, strictLabels }: HadolintConfig,
  ignoreFile: IgnoreFile | undefined,
  context: string,
): RuleContext {
  const inside = new Set([root, ...closure.map((project) => project.root)]);
  const outside = Object.entries(options.outsideClosure ?? {}).filter(([folder]) => !inside.has(folder));
  const seen = (folder: string): string[] => {
    const inContext = path.posix.relative(context, folder);
    return inContext === '' || inContext.startsWith('..') ? [] : [inContext];
  };
  return {
    trustedRegistries,
    labelSchema,
    strictLabels,
    ignoreFile,
    outsideClosure: new Map(outside.flatMap(([folder, name]) => seen(folder).map((one) => [one, name] as const))),
    insideClosure: [...inside].flatMap(seen),
  };
}

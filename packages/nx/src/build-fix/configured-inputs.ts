import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NxJsonConfiguration, ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import type { FileSignatures } from '../graph/file-signatures.js';

export type Input = NonNullable<TargetConfiguration['inputs']>[number];

/** Lists of inputs that a configuration gives names to. */
export type NamedInputs = NonNullable<ProjectConfiguration['namedInputs']>;

/** What configurations say of inputs. */
export interface ConfiguredInputs {
  inputs: Input[];
  named: NamedInputs;
}

/** What is kept between commands: by file, with its signature. */
export type InputCache = Record<string, [signature: string, found: ConfiguredInputs]>;

/** Reads what nx.json, project.json and package.json files name as inputs of targets; each only when it changed. */
export class ConfiguredInputFiles {
  readonly cache: InputCache = {};
  changed = false;

  constructor(
    private readonly workspaceRoot: string,
    private readonly signatures: FileSignatures,
    private readonly known: InputCache,
  ) {}

  /** The defaults of targets, whatever their names: an input too many costs less than one too few. */
  defaults(): ConfiguredInputs {
    return this.#read('nx.json', (json) => {
      const { targetDefaults = {}, namedInputs = {} } = json as NxJsonConfiguration;
      return { inputs: Object.values(targetDefaults).flat().flatMap(inputsOf), named: namedInputs };
    });
  }

  ofProject(root: string): ConfiguredInputs {
    const project = this.#read(path.posix.join(root, 'project.json'), (json) => ofConfiguration(json));
    const manifest = this.#read(path.posix.join(root, 'package.json'), (json) => ofConfiguration(json['nx']));
    return { inputs: [...project.inputs, ...manifest.inputs], named: { ...manifest.named, ...project.named } };
  }

  #read(file: string, take: (json: Record<string, unknown>) => ConfiguredInputs): ConfiguredInputs {
    const signature = this.signatures.of(file);
    let entry = this.known[file];
    if (entry?.[0] !== signature) {
      this.changed = true;
      entry = [signature, signature === '' ? none : take(readJson(path.join(this.workspaceRoot, file)))];
    }
    this.cache[file] = entry;
    return entry[1];
  }
}

const none: ConfiguredInputs = { inputs: [], named: {} };

function ofConfiguration(json: unknown): ConfiguredInputs {
  const { targets = {}, namedInputs = {} } = (json ?? {}) as Partial<ProjectConfiguration>;
  return { inputs: Object.values(targets).flatMap(inputsOf), named: namedInputs };
}

function inputsOf(target: unknown): Input[] {
  const { inputs } = (target ?? {}) as { inputs?: unknown };
  return Array.isArray(inputs) ? (inputs as Input[]) : [];
}

function readJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Nx says what is wrong with it.
    return {};
  }
}

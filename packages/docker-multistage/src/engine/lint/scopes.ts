import type { Dockerfile, Instruction, Stage } from '../dockerfile/index.js';
import { expand, pairsOf, parseImageName, stagesOf } from '../dockerfile/index.js';
import { environmentOfImage } from './image-env.data.js';

/** The variables that are set at an instruction, before it takes effect. */
export interface Scope {
  values: ReadonlyMap<string, string>;
  /** Declared by ARG, perhaps without a value. */
  declared: ReadonlySet<string>;
  /** The base image is not known, so it may set more. */
  open: boolean;
}

/** Variables that the builder sets for FROM and that ARG can take in. */
export const platformArgs: readonly string[] = [
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
];

/** Stand-ins for what the builder would put in. */
const PLATFORM_VALUES: Record<string, string> = {
  BUILDPLATFORM: 'linux/amd64',
  BUILDOS: 'linux',
  BUILDARCH: 'amd64',
  TARGETPLATFORM: 'linux/amd64',
  TARGETOS: 'linux',
  TARGETARCH: 'amd64',
  TARGETSTAGE: 'default',
};

const knownGlobals = new WeakMap<Dockerfile, ReadonlyMap<string, string | undefined>>();
const knownScopes = new WeakMap<Dockerfile, ReadonlyMap<Instruction, Scope>>();

/** The arguments declared before the first FROM with their defaults, after those that the builder sets. */
export function globalArgs(file: Dockerfile): ReadonlyMap<string, string | undefined> {
  let args = knownGlobals.get(file);
  if (!args) knownGlobals.set(file, (args = readGlobalArgs(file)));
  return args;
}

function readGlobalArgs(file: Dockerfile): Map<string, string | undefined> {
  const args = new Map<string, string | undefined>(platformArgs.map((name) => [name, PLATFORM_VALUES[name] ?? '']));
  for (const instruction of stagesOf(file).globals) {
    if (instruction.keyword !== 'ARG') continue;
    for (const { key, rawValue } of pairsOf(instruction, file)) {
      const value = rawValue === undefined ? undefined : expand(rawValue, file.escape, (name) => args.get(name));
      if (value !== undefined || !args.has(key)) args.set(key, value);
    }
  }
  return args;
}

/** What is set at each instruction of each stage. */
export function scopesOf(file: Dockerfile): ReadonlyMap<Instruction, Scope> {
  let scopes = knownScopes.get(file);
  if (!scopes) knownScopes.set(file, (scopes = readScopes(file)));
  return scopes;
}

function readScopes(file: Dockerfile): Map<Instruction, Scope> {
  const scopes = new Map<Instruction, Scope>();
  const ends = new Map<Stage, Scope>();
  const globals = globalArgs(file);
  for (const stage of stagesOf(file).all) {
    let scope = (stage.base && ends.get(stage.base)) ?? imageScope(stage, file, globals);
    for (const instruction of stage.instructions) {
      scopes.set(instruction, scope);
      scope = after(instruction, scope, file, globals);
    }
    ends.set(stage, scope);
  }
  return scopes;
}

function imageScope(stage: Stage, file: Dockerfile, globals: ReadonlyMap<string, string | undefined>): Scope {
  const image = expand(stage.from.image.raw, file.escape, (name) => globals.get(name));
  const known = environmentOfImage(parseImageName(image));
  const values = new Map((known ?? []).map((name) => [name, '']));
  values.set('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
  return { values, declared: new Set(), open: known === undefined };
}

function after(
  instruction: Instruction,
  scope: Scope,
  file: Dockerfile,
  globals: ReadonlyMap<string, string | undefined>,
): Scope {
  if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') return scope;
  const values = new Map(scope.values);
  const declared = new Set(scope.declared);
  const isArg = instruction.keyword === 'ARG';
  for (const { key, rawValue } of pairsOf(instruction, file)) {
    // All values of one ENV are made from what was set before it; those of an ARG, one after the other.
    const from = isArg ? values : scope.values;
    const given = rawValue === undefined ? undefined : expand(rawValue, file.escape, (name) => from.get(name));
    const value = given ?? (isArg ? globals.get(key) : undefined);
    if (value !== undefined) values.set(key, value);
    if (isArg) declared.add(key);
  }
  return { values, declared, open: scope.open };
}

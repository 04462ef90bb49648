import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isTable, parseToml, type TomlTable } from '@hone/core/manifests';
import { findTool, runProcess } from '@hone/core/process';
import { findsLibclang } from './libclang.js';
import { presenceKey } from './missing.js';
import { requiredBuildTools } from './required.js';
import type { BuildEnvironment, BuildToolFacts, BuildToolName, Need } from './types.js';

/** Where and with what the build would run. */
export interface ProbeOptions {
  /** Absolute path. */
  workspaceRoot: string;
  /** Absolute path of the folder that cargo runs in: `[env]` of its configuration counts. Default: the workspace root. */
  cwd?: string;
  /** Default: that of this process. */
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** Looks on this machine for what the crates of a run need; asks for nothing that none of them needs. */
export async function probeBuildTools(
  crates: readonly BuildToolFacts[],
  options: ProbeOptions,
): Promise<BuildEnvironment> {
  const env = withCargoEnv(options);
  const system = {
    platform: process.platform,
    distributions: readDistributions(),
    variables: new Set(Object.keys(env).filter((name) => env[name] !== undefined)),
  };
  const needs = new Map<string, Need>();
  for (const facts of crates) {
    for (const { tool, library } of requiredBuildTools(facts, system)) {
      needs.set(presenceKey(tool, library), { tool, ...(library !== undefined && { library }) });
    }
  }
  const found = await Promise.all(
    [...needs].map(async ([key, need]) => ((await isPresent(need, env, options)) ? [key] : [])),
  );
  return { ...system, present: new Set(found.flat()) };
}

/**
 * The variable that names a tool. One that is set is believed: what it names may be a command with arguments, and what
 * is wrong with it the build says better.
 */
const BY_VARIABLE: Readonly<Partial<Record<BuildToolName, RegExp>>> = {
  protoc: /^PROTOC$/,
  cmake: /^(?:HOST_|TARGET_)?CMAKE(?:_.+)?$/,
  'pkg-config': /^(?:(?:HOST|TARGET)_)?PKG_CONFIG(?:_(?!PATH|LIBDIR|ALLOW|SYSROOT).+)?$/,
};

const PROGRAMS: Readonly<Partial<Record<BuildToolName, readonly string[]>>> = {
  protoc: ['protoc'],
  cmake: ['cmake'],
  // pkg-config-rs tries both names.
  'pkg-config': ['pkg-config', 'pkgconf'],
  nasm: ['nasm'],
  perl: ['perl'],
};

async function isPresent({ tool, library }: Need, env: NodeJS.ProcessEnv, options: ProbeOptions): Promise<boolean> {
  if (library !== undefined) return hasLibrary(library, env, options);
  if (tool === 'libclang') return findsLibclang(env, options.signal);
  const variable = BY_VARIABLE[tool];
  if (variable && Object.keys(env).some((name) => variable.test(name))) return true;
  return PROGRAMS[tool]?.some((name) => onPath(name, env, options) !== undefined) ?? true;
}

/** Only PATH: a build script knows nothing of a Python environment. */
function onPath(name: string, env: NodeJS.ProcessEnv, { workspaceRoot }: ProbeOptions): string | undefined {
  const found = findTool(name, { workspaceRoot, env: { ...env, VIRTUAL_ENV: undefined } });
  return found?.path;
}

/** Asks pkg-config; says yes when it can't be asked, since then its absence is what is reported. */
async function hasLibrary(library: string, env: NodeJS.ProcessEnv, options: ProbeOptions): Promise<boolean> {
  const command = env.PKG_CONFIG ?? PROGRAMS['pkg-config']!.map((name) => onPath(name, env, options)).find(Boolean);
  if (command === undefined) return true;
  const { signal } = options;
  const result = await runProcess({
    command,
    args: ['--exists', library],
    env,
    timeoutMs: 10_000,
    ...(signal && { signal }),
  });
  return !(result.kind === 'exited' && result.code === 1);
}

/** `ID` and `ID_LIKE` of os-release. */
function readDistributions(): string[] {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    const text = readText(file);
    if (text === undefined) continue;
    return ['ID', 'ID_LIKE'].flatMap((key) => {
      const value = new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1] ?? '';
      return value.split(/\s+/).filter(Boolean);
    });
  }
  return [];
}

/**
 * The environment that cargo gives to build scripts: `[env]` of its configuration files fills in what is not set, or
 * wins with `force`. https://doc.rust-lang.org/cargo/reference/config.html#env
 */
function withCargoEnv({ workspaceRoot, cwd = workspaceRoot, env = process.env }: ProbeOptions): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...env };
  // The furthest first, so that the nearest wins.
  for (const file of cargoConfigs(cwd, env).reverse()) {
    const table = parseToml(readText(file) ?? '', file).table.env;
    for (const [name, entry] of Object.entries(isTable(table) ? table : {})) {
      const { value, relative, force }: TomlTable = isTable(entry) ? entry : { value: entry };
      if (typeof value !== 'string' || (env[name] !== undefined && force !== true)) continue;
      merged[name] = relative === true ? path.resolve(path.dirname(file), '..', value) : value;
    }
  }
  return merged;
}

/** From the folder upwards, then cargo's own home. */
function cargoConfigs(cwd: string, env: NodeJS.ProcessEnv): string[] {
  const folders: string[] = [];
  for (let at = path.resolve(cwd); ; at = path.dirname(at)) {
    folders.push(path.join(at, '.cargo'));
    if (path.dirname(at) === at) break;
  }
  folders.push(env.CARGO_HOME ?? path.join(os.homedir(), '.cargo'));
  return folders.flatMap((folder) => {
    const file = ['config', 'config.toml'].map((name) => path.join(folder, name)).find((name) => fs.existsSync(name));
    return file === undefined ? [] : [file];
  });
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

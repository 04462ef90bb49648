import { findTool } from '@hone/core/process';
import { crateEdges } from './edges.js';
import { nodeName } from './external-nodes.js';
import type { CrateFacts, LockFacts } from './types.js';

/** A program that build scripts run, and that a machine may lack. */
interface BuildTool {
  /** Packages that run it for whoever builds with them. */
  packages: readonly string[];
  /** Names on PATH, any of them. */
  programs: readonly string[];
  /** A variable that names it. */
  variable?: RegExp;
}

/**
 * Whether a build really needs one, `@hone/rust-check` judges by the build scripts, from whose tables these are the names;
 * here it is enough that it may.
 */
const BUILD_TOOLS: Readonly<Record<string, BuildTool>> = {
  protoc: {
    packages: ['prost-build', 'tonic-build', 'tonic-prost-build', 'grpcio-compiler', 'prost-reflect-build'].concat([
      'protobuf-codegen',
      'protoc-rust',
      'protoc-grpcio',
    ]),
    programs: ['protoc'],
    variable: /^PROTOC$/,
  },
  cmake: {
    packages: ['cmake'],
    programs: ['cmake'],
    variable: /^(?:HOST_|TARGET_)?CMAKE(?:_.+)?$/,
  },
  nasm: { packages: ['nasm-rs'], programs: ['nasm'] },
  perl: { packages: ['openssl-src'], programs: ['perl'] },
  'pkg-config': {
    packages: ['pkg-config', 'system-deps'],
    programs: ['pkg-config', 'pkgconf'],
    variable: /^(?:(?:HOST|TARGET)_)?PKG_CONFIG(?:_(?!PATH|LIBDIR|ALLOW|SYSROOT).+)?$/,
  },
};

/** Where programs are, by their names: `variable`, `PATH`, `not found`. */
export type ToolPresence = Readonly<Record<string, string>>;

/**
 * For each crate whose build may run such a program, itself or for what it depends on: where this machine has it, without
 * the path. With `onMissingProtoc: skip`, what one machine skips must not be what another one is told.
 *
 * @returns by the crate's folder
 */
export function buildToolsOf(
  workspaceRoot: string,
  crates: readonly CrateFacts[],
  locks: readonly LockFacts[],
  env: NodeJS.ProcessEnv = process.env,
): Map<string, ToolPresence> {
  const presence = new Map<string, Record<string, string>>();
  for (const [name, tool] of Object.entries(BUILD_TOOLS)) {
    const users = cratesThatMayRun(tool, crates, locks);
    if (users.size === 0) continue;
    const place = placeOf(tool, workspaceRoot, env);
    for (const root of users) presence.set(root, { ...presence.get(root), [name]: place });
  }
  return presence;
}

function cratesThatMayRun(
  { packages }: BuildTool,
  crates: readonly CrateFacts[],
  locks: readonly LockFacts[],
): Set<string> {
  const runners = new Set(packages);
  const nodes = new Map(locks.map((lock) => [lock.file, packagesThatLeadTo(runners, lock)]));
  const members = new Map(locks.map((lock) => [lock.file, lock.members]));
  const isUser = ({ dependencies, lock = '', package: own }: CrateFacts): boolean =>
    dependencies.some(({ name }) => runners.has(name)) ||
    (members.get(lock)?.[own.name]?.some((node) => nodes.get(lock)?.has(node)) ?? false);
  const found = new Set(crates.filter(isUser).map(({ root }) => root));
  if (found.size === 0) return found;
  const dependents = reversed(crateEdges(crates, locks).map(({ source, target }) => [source, target]));
  for (const root of found) for (const dependent of dependents.get(root) ?? []) found.add(dependent);
  return found;
}

/** By the names of their nodes, the ones that are led to included. */
function packagesThatLeadTo(names: ReadonlySet<string>, { packages }: LockFacts): Set<string> {
  const nodes = new Set(packages.filter(({ name }) => names.has(name)).map(nodeName));
  if (nodes.size === 0) return nodes;
  const dependents = reversed(
    packages.flatMap((one) => one.needs.map((need): [string, string] => [nodeName(one), need])),
  );
  for (const node of nodes) for (const dependent of dependents.get(node) ?? []) nodes.add(dependent);
  return nodes;
}

function reversed(edges: readonly [source: string, target: string][]): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const [source, target] of edges) {
    const list = sources.get(target);
    if (list) list.push(source);
    else sources.set(target, [source]);
  }
  return sources;
}

function placeOf({ programs, variable }: BuildTool, workspaceRoot: string, env: NodeJS.ProcessEnv): string {
  if (variable && Object.keys(env).some((name) => variable.test(name) && env[name] !== undefined)) return 'variable';
  // A build script knows nothing of a Python environment.
  const outside = { ...env, VIRTUAL_ENV: undefined };
  return programs.some((name) => findTool(name, { workspaceRoot, env: outside })) ? 'PATH' : 'not found';
}

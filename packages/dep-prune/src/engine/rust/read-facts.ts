import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Diagnostic, asStrings, parseToml, tableAt } from '@hone/core';
import {
  type CargoDependency,
  type CargoLockSlice,
  type FoundCrate,
  createCargoSlicer,
  findCrate,
  parseCargoLockSlice,
  readCargoLock,
} from '@hone/core/cargo';
import { tool } from '../report/diagnostics.js';
import type { Declaration, Evidence, ProjectFacts, ProjectRequest, Resolution, ResolvedPackage } from '../types.js';
import { doubtsOf } from './doubts.js';
import { evidenceOf } from './evidence.js';
import { libNames } from './lib-names.data.js';

/** A dependency of the crate, with the name that its code uses. */
export interface RustDependency extends CargoDependency {
  codeName: string;
}

/** Reads all that a crate's dependencies are judged by; runs nothing. */
export function readRustFacts(request: ProjectRequest): ProjectFacts | undefined {
  const { workspaceRoot, project } = request;
  const found = findCrate(workspaceRoot, project.root);
  if (!found) return undefined;
  const dependencies = found.crate.dependencies.map((dependency): RustDependency => ({
    ...dependency,
    codeName: codeNameOf(dependency),
  }));
  const lock = readLock(request, found);
  const evidence = evidenceOf(request, found.crate, dependencies);
  return {
    ecosystem: 'rust',
    declarations: dependencies.map((dependency) => declarationOf(dependency, found.crate.file)),
    evidence: [...evidence.found, ...markersOf(workspaceRoot, found.crate.file, dependencies)],
    missing: [],
    ...(lock && { resolution: resolutionOf(lock) }),
    doubts: doubtsOf(dependencies, lock, evidence.unread),
    unreadable: new Set(found.projects.problems.map(({ file }) => file)),
    diagnostics: problemsOf(found),
  };
}

function codeNameOf({ alias, name }: CargoDependency): string {
  return alias === name ? (libNames.get(name) ?? name.replaceAll('-', '_')) : alias.replaceAll('-', '_');
}

const scopes = { normal: 'runtime', dev: 'development', build: 'build' } as const;

function declarationOf(
  { name, alias, kind, target, optional, features, path: local, line }: RustDependency,
  file: string,
): Declaration {
  const table = kind === 'normal' ? 'dependencies' : `${kind}-dependencies`;
  return {
    ecosystem: 'rust',
    name: alias,
    ...(kind === 'build' && { part: 'build script' }),
    written: alias === name ? name : `${alias} (${name})`,
    scope: kind === 'normal' && optional ? 'optional' : scopes[kind],
    group: target === undefined ? `[${table}]` : `[target.'${target}'.${table}]`,
    file,
    ...(line !== undefined && { line }),
    extras: features,
    ...(target !== undefined && { condition: target }),
    ...(local !== undefined && { local: true }),
  };
}

/** What the markers of other tools say: a list of crates that stay, in the manifest's metadata. */
const MARKERS = [
  ['package', 'metadata', 'cargo-machete', 'ignored'],
  ['package', 'metadata', 'cargo-shear', 'ignored'],
  ['package', 'metadata', 'cargo-udeps', 'ignore', 'normal'],
  ['package', 'metadata', 'cargo-udeps', 'ignore', 'development'],
  ['package', 'metadata', 'cargo-udeps', 'ignore', 'build'],
  ['package', 'metadata', 'hone', 'keep'],
];

function markersOf(workspaceRoot: string, file: string, dependencies: readonly RustDependency[]): Evidence[] {
  const { table } = parseToml(readText(path.join(workspaceRoot, file)) ?? '', file);
  return MARKERS.flatMap((keys) => {
    const list = asStrings(tableAt(table, ...keys.slice(0, -1))[keys.at(-1) ?? '']);
    const named = dependencies.filter(({ alias, name }) => list.includes(alias) || list.includes(name));
    return named.map(({ alias, kind }) => ({
      kind: 'comment' as const,
      name: alias,
      ...(kind === 'build' && { part: 'build script' as const }),
      scope: 'runtime' as const,
      detail: `[${keys.slice(0, -1).join('.')}] names it`,
      file,
    }));
  });
}

/** The slice of the target `lock-slice`, or one cut here, which is the same. */
function readLock({ workspaceRoot, project, options }: ProjectRequest, found: FoundCrate): CargoLockSlice | undefined {
  const file = options.lockSlice === undefined ? undefined : path.join(workspaceRoot, options.lockSlice);
  const text = file !== undefined && existsSync(file) ? readText(file) : undefined;
  if (text !== undefined && /"kind":\s*"cargo"/.test(text)) return parseCargoLockSlice(text);
  const lock = readCargoLock(workspaceRoot, found.workspace.root);
  return lock && createCargoSlicer(lock, found.projects).slice(project.root);
}

/** Which crates a crate brings; a lock says nothing of features, so they bring nothing of their own. */
function resolutionOf({ file, packages }: CargoLockSlice): Resolution {
  const byName = new Map<string, ResolvedPackage>();
  for (const { name, version, dependencies } of packages) {
    const requires = [...(byName.get(name)?.requires ?? []), ...dependencies.map((each) => each.name)];
    byName.set(name, { name, version, requires: [...new Set(requires)], extras: {} });
  }
  return { source: file, packages: byName };
}

function problemsOf({ projects, crate }: FoundCrate): Diagnostic[] {
  return projects.problems
    .filter(({ file }) => file === crate.file)
    .map(({ file, line, column, message, hint }) => {
      const start = line === undefined ? undefined : { line, column: column ?? 1 };
      return {
        tool,
        ruleId: 'deps/manifest-unreadable',
        level: 'error',
        message,
        hint: hint ?? 'Nothing in this file is edited until it can be read.',
        location: { file, ...(start && { region: { start, end: start } }) },
      };
    });
}

/** A file that can not be read has no text. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

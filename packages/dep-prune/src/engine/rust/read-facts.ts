import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { isTable, parseToml, tableAt } from '@hone/core/manifests';
import {
  type CargoDependency,
  type CargoLockSlice,
  type FoundCrate,
  createCargoSlicer,
  findCrate,
  parseCargoLockSlice,
  readCargoLock,
} from '@hone/core/cargo';
import { findingOf } from '../report/finding-rules.js';
import type { Declaration, ProjectFacts, ProjectRequest } from '../types.js';
import { codeNameOf } from './code-names.js';
import { doubtsOf, settleScopes } from './doubts.js';
import { evidenceOf } from './evidence.js';
import { createMacroReader } from './macro-sources.js';
import { idleEntries } from './idle-entries.js';
import { markersOf } from './markers.js';
import { isNever } from './platform.js';
import { readText } from './read-text.js';
import { readSources } from './sources.js';
import type { RustDependency } from './types.js';

/**
 * Reads all that a crate's dependencies are judged by; runs nothing. There is no resolution: a crate that is not named is
 * no pin of a version, which is what Cargo.lock is for, so `transitive` says nothing of one.
 */
export function readRustFacts(request: ProjectRequest): ProjectFacts | undefined {
  const { workspaceRoot, project } = request;
  const found = findCrate(workspaceRoot, project.root);
  if (!found) return undefined;
  const { crate, projects } = found;
  const manifests = [...new Set([crate.file, found.workspace.file])].map((file) => ({
    file,
    text: readText(path.join(workspaceRoot, file)) ?? '',
  }));
  const dependencies = dependenciesOf(found, manifests[0]?.text ?? '');
  const lock = readLock(request, found);
  const sources = readSources(request, crate);
  const evidence = evidenceOf({
    crate,
    sources,
    dependencies,
    lock,
    macrosOf: createMacroReader(request, projects, lock),
  });
  const idle = idleEntries(found.workspace, manifests.at(-1)?.text ?? '', request.options);
  const input = { crate, projects, lock };
  return {
    ecosystem: 'rust',
    declarations: [...dependencies.map((dependency) => declarationOf(dependency, crate.file)), ...idle.declarations],
    evidence: [...settleScopes(evidence, dependencies, input), ...markersOf(manifests, dependencies), ...idle.evidence],
    missing: [],
    doubts: crate.targets.length > 0 ? doubtsOf(dependencies, sources, input) : new Map([['*', NO_SOURCES]]),
    unreadable: new Set(projects.problems.map(({ file }) => file)),
    diagnostics: problemsOf(found),
  };
}

const NO_SOURCES = 'The crate has no sources that cargo would build: nothing can be seen of their use.';

function dependenciesOf({ crate, projects }: FoundCrate, text: string): RustDependency[] {
  const { table } = parseToml(text, crate.file);
  const named = new Set(Object.values(crate.features).flat());
  return crate.dependencies.map((dependency) => ({
    ...dependency,
    ...linksOf(dependency, projects),
    codeName: codeNameOf(dependency, projects),
    implicit: !named.has(`dep:${dependency.alias}`),
    artifact: hasArtifact(tableAt(table, tableOf(dependency))[dependency.alias]),
  }));
}

function linksOf({ path: folder }: CargoDependency, { crates }: FoundCrate['projects']): Pick<RustDependency, 'links'> {
  const links = crates.find(({ root }) => root === folder)?.package.links;
  return links === undefined ? {} : { links };
}

function hasArtifact(entry: unknown): boolean {
  return isTable(entry) && entry['artifact'] !== undefined;
}

function tableOf({ kind }: CargoDependency): string {
  return kind === 'normal' ? 'dependencies' : `${kind}-dependencies`;
}

const scopes = { normal: 'runtime', dev: 'development', build: 'build' } as const;

function declarationOf(dependency: RustDependency, file: string): Declaration {
  const { name, alias, kind, target, optional, features, path: local, line } = dependency;
  const table = tableOf(dependency);
  return {
    ecosystem: 'rust',
    name: alias,
    ...(kind === 'build' && { part: 'build script' }),
    written: alias === name ? name : `${alias} (${name})`,
    scope: kind === 'normal' && optional ? 'optional' : scopes[kind],
    group: target === undefined ? `[${table}]` : `[target.'${target}'.${table}]`,
    // A platform that there is none of: such a table bounds versions for `-Z minimal-versions`.
    ...(isNever(target) && { constraint: true }),
    file,
    ...(line !== undefined && { line }),
    extras: features,
    ...(target !== undefined && { condition: target }),
    ...(local !== undefined && { local: true }),
  };
}

/** The slice of the target `lock-slice`, or one cut here, which is the same. */
function readLock({ workspaceRoot, project, options }: ProjectRequest, found: FoundCrate): CargoLockSlice | undefined {
  const file = options.lockSlice === undefined ? undefined : path.join(workspaceRoot, options.lockSlice);
  const text = file !== undefined && existsSync(file) ? readText(file) : undefined;
  if (text !== undefined && /"kind":\s*"cargo"/.test(text)) return parseCargoLockSlice(text);
  const lock = readCargoLock(workspaceRoot, found.workspace.root);
  return lock && createCargoSlicer(lock, found.projects).slice(project.root);
}

function problemsOf({ projects, crate }: FoundCrate): Diagnostic[] {
  return projects.problems
    .filter(({ file }) => file === crate.file)
    .map(({ message, hint, ...place }) =>
      findingOf('manifest-unreadable', { message, hint: hint ?? NOT_EDITED }, place),
    );
}

const NOT_EDITED = 'Nothing in this file is edited until it can be read.';

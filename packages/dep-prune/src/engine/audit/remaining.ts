import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '@hone/core/diagnostics';
import { createLockReader, parseLockSlice } from '@hone/core/locks';
import { createCargoSlicer, findCrate, parseCargoLockSlice, readCargoLock } from '@hone/core/cargo';
import { reachableFrom } from '../judge/reach.js';
import type { Declaration, EcosystemId, JudgedPart, ProjectRequest, VerdictKind } from '../types.js';

/** A package that stays, in one version. */
export interface RemainingPackage {
  ecosystem: EcosystemId;
  name: string;
  version: string;
  /** From a direct dependency to it, both included. */
  chain: readonly string[];
  /** A declaration of that direct dependency. */
  declaration: Declaration;
}

const GOES: ReadonlySet<VerdictKind> = new Set(['unused', 'transitive', 'missing']);

/** The packages that a project would still have when all that can go is gone, each version that the lock has; sorted. */
export function remainingPackages(request: ProjectRequest, part: JudgedPart): RemainingPackage[] {
  const { facts, verdicts } = part;
  const ecosystem = facts.ecosystem;
  const kept = verdicts.filter(({ kind }) => !GOES.has(kind));
  const declared = kept.flatMap(({ declarations }) =>
    declarations.filter(({ constraint, local }) => !constraint && !local),
  );
  const direct = new Map(declared.toReversed().map((one) => [packageName(one), one]));
  const roots = kept.flatMap(({ declarations }) => declarations).map((one) => ({ ...one, name: packageName(one) }));
  const brought = facts.resolution ? reachableFrom(roots, facts.resolution) : new Map<string, readonly string[]>();
  const chains = new Map([...brought, ...[...direct.keys()].map((name) => [name, [name]] as const)]);
  const versions = versionsOf(request, ecosystem) ?? new Map<string, string[]>();
  const known = (name: string): readonly string[] => {
    const resolved = facts.resolution?.packages.get(name)?.version;
    return versions.get(name) ?? (resolved === undefined ? pinOf(direct.get(name)) : [resolved]);
  };
  return [...chains]
    .flatMap(([name, chain]) => {
      const declaration = direct.get(chain[0] ?? '') ?? roots.find((one) => one.name === chain[0]);
      return declaration ? known(name).map((version) => ({ ecosystem, name, version, chain, declaration })) : [];
    })
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.version, b.version));
}

/** A crate can be renamed: `written` is then `alias (package)`. */
function packageName({ ecosystem, name, written }: Declaration): string {
  return (ecosystem === 'rust' ? /\((.+)\)$/.exec(written)?.[1] : undefined) ?? name;
}

/** The version that a requirement allows alone. */
function pinOf(declaration: Declaration | undefined): string[] {
  const pin = /===?\s*([^\s,;*]+)\s*(?:;|$)/.exec(declaration?.written ?? '')?.[1];
  return pin === undefined ? [] : [pin];
}

/** Every version by name that the project's lock holds; a resolution has one a name. */
function versionsOf(request: ProjectRequest, ecosystem: EcosystemId): Map<string, string[]> | undefined {
  if (ecosystem === 'javascript') return undefined;
  const packages = ecosystem === 'python' ? pythonPackages(request) : cargoPackages(request);
  if (!packages) return undefined;
  const versions = new Map<string, string[]>();
  for (const { name, version } of packages) {
    if (version !== undefined) versions.set(name, [...new Set([...(versions.get(name) ?? []), version])]);
  }
  return versions;
}

type Locked = readonly { name: string; version?: string }[];

function pythonPackages({ workspaceRoot, project, options }: ProjectRequest): Locked | undefined {
  const slice = parseLockSlice(sliceText(workspaceRoot, options.lockSlice) ?? '');
  return (slice ?? createLockReader(workspaceRoot)({ root: project.root })?.slicer.slice({ root: project.root }))
    ?.packages;
}

function cargoPackages({ workspaceRoot, project, options }: ProjectRequest): Locked | undefined {
  const slice = parseCargoLockSlice(sliceText(workspaceRoot, options.lockSlice) ?? '');
  if (slice) return slice.packages;
  const found = findCrate(workspaceRoot, project.root);
  const lock = found && readCargoLock(workspaceRoot, found.workspace.root);
  return lock && createCargoSlicer(lock, found.projects).slice(project.root).packages;
}

function sliceText(workspaceRoot: string, file: string | undefined): string | undefined {
  const place = file === undefined ? undefined : path.join(workspaceRoot, file);
  return place !== undefined && existsSync(place) ? readFileSync(place, 'utf8') : undefined;
}

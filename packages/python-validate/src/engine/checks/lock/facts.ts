import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { LockedPackage, LockSlice } from '@hone/core/locks';
import type { Dependency } from '@hone/core/manifests';
import { parse } from 'smol-toml';
import type { ProjectContext } from '../../check.js';
import type { Rule } from '../../rule.js';
import type { TomlTable } from '../metadata/toml-value.js';

/** What the rules of this check look at: one project and its lock slice. */
export interface LockFacts {
  project: ProjectContext;
  slice: LockSlice;
  /** The project's own package in the lock. */
  own?: LockedPackage;
  /** pyproject.toml, relative to the workspace root, where there is one. */
  pyproject?: { file: string; text: string; document: TomlTable };
  /** The command that brings the lock up to date. */
  command: string;
}

/** What a rule found. It stands in the manifest: that is what its author has just changed. */
export interface LockFinding {
  message: string;
  file: string;
  line?: number;
}

/** One rule of this check: what is known of it, and its code. */
export interface LockRule extends Rule {
  check(facts: LockFacts): Iterable<LockFinding>;
}

const COMMANDS: Record<LockSlice['kind'], string> = { uv: 'uv lock', poetry: 'poetry lock' };

/** Gathers what is known of a project that has a lock; undefined for one that has none. */
export function readLockFacts(project: ProjectContext): LockFacts | undefined {
  const slice = project.lockSlice;
  if (!slice) return undefined;
  const own = slice.packages.find(({ name, source }) => name === slice.root && source.type !== 'index');
  const pyproject = readPyproject(project);
  return { project, slice, command: COMMANDS[slice.kind], ...(own && { own }), ...(pyproject && { pyproject }) };
}

/** A text that is no TOML has an empty document: the check `metadata` reports it, and there is nothing to compare. */
function readPyproject({ root, workspaceRoot }: ProjectContext): LockFacts['pyproject'] {
  const file = posix.join(root, 'pyproject.toml');
  const path = join(workspaceRoot, file);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  try {
    return { file, text, document: parse(text) as TomlTable };
  } catch {
    return { file, text, document: {} };
  }
}

/** The manifest that findings about the whole project stand in. */
export function manifestFile({ project, pyproject, slice }: LockFacts): string {
  return pyproject?.file ?? project.manifest.manifests[0] ?? slice.file;
}

/** What a lock covers: the dependencies of pyproject.toml, without those of the build. */
export function lockedDependencies({ project, pyproject }: LockFacts): Dependency[] {
  return project.manifest.dependencies.filter(
    ({ file, kind }) => file === pyproject?.file && (kind === 'runtime' || kind === 'extra' || kind === 'group'),
  );
}

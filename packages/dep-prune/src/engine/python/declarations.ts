import type { Dependency, DependencyKind, PythonProject } from '@hone/core';
import { renderRequirement } from '@hone/core';
import { groupBy } from '../collections.js';
import type { Declaration, Scope } from '../types.js';

const scopes: Readonly<Record<DependencyKind, Scope>> = {
  runtime: 'runtime',
  extra: 'optional',
  group: 'development',
  build: 'build',
  constraint: 'runtime',
};

/** What the manifests of a project declare, in their order. References of the project to itself are left out. */
export function declarationsOf({ dependencies, normalizedName }: PythonProject): Declaration[] {
  return dependencies
    .filter(({ requirement: { normalizedName: name } }) => name !== '' && name !== normalizedName)
    .map(declarationOf);
}

function declarationOf({ requirement, kind, group, source, file, line }: Dependency): Declaration {
  const named = groupName(kind, group);
  return {
    ecosystem: 'python',
    name: requirement.normalizedName,
    written: renderRequirement(requirement),
    scope: scopes[kind],
    ...(named !== undefined && { group: named }),
    ...(kind === 'constraint' && { constraint: true }),
    file,
    ...(line !== undefined && { line }),
    extras: requirement.extras,
    ...(requirement.marker !== undefined && { condition: requirement.marker }),
    ...((source.type === 'workspace' || source.type === 'path') && { local: true }),
  };
}

function groupName(kind: DependencyKind, group: string | undefined): string | undefined {
  if (kind === 'extra') return `extra ${group}`;
  if (kind === 'group') return group === undefined ? 'development' : `group ${group}`;
  return kind === 'build' ? '[build-system] requires' : undefined;
}

/** A list shorter than this is written by hand, though every version in it may be exact. */
const FROZEN_LENGTH = 15;

/**
 * The names that stand in frozen lists: requirements files that name everything that is installed, written by
 * `pip freeze`, `pip-compile` and their like, where nearly every line has an exact version.
 */
export function frozenNames({ dependencies }: PythonProject): Set<string> {
  const listed = dependencies.filter(({ file, kind }) => /\.(?:txt|in)$/.test(file) && kind !== 'constraint');
  const frozen = [...groupBy(listed, ({ file }) => file).values()].filter((entries) => {
    const exact = entries.filter(
      ({ requirement }) => /^\s*===?\s*[^*]+$/.test(requirement.specifier) || requirement.url,
    );
    return entries.length >= FROZEN_LENGTH && exact.length >= entries.length * 0.9;
  });
  return new Set(frozen.flat().map(({ requirement }) => requirement.normalizedName));
}

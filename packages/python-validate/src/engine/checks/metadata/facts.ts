import { parse } from 'smol-toml';
import { parseRequirement, type Requirement } from '@hone/core/manifests';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectContext } from '../../check.js';
import { isTable, renderPath, stringsAt, tableAt, type TomlPath, type TomlTable } from './toml-value.js';

/** The project's pyproject.toml. */
export interface Pyproject {
  /** Relative to the workspace root. */
  file: string;
  text: string;
  /** Its tables; empty when the text is no TOML. */
  document: TomlTable;
  /** The text is no TOML: the manifest's reader has reported why. */
  broken: boolean;
}

/** A requirement that a manifest declares, with its place. */
export interface DeclaredRequirement {
  requirement: Requirement;
  /** What is installed together, for messages: `project.dependencies`, `dependency-groups.dev`, a file. */
  scope: string;
  /** In the project's own table rather than in a group or in the build's requirements. */
  kind: 'runtime' | 'extra' | 'group' | 'build' | 'constraint' | 'file';
  /** In pyproject.toml, by path. */
  at?: TomlPath;
  /** Elsewhere. */
  place?: { file: string; line?: number };
}

/** Everything that the rules look at, gathered once for each project. */
export interface MetadataFacts {
  project: ProjectContext;
  pyproject?: Pyproject;
  /** The document of pyproject.toml; empty where there is none. */
  document: TomlTable;
  /** Its `[project]` table, where there is one. */
  metadata?: TomlTable;
  requirements: readonly DeclaredRequirement[];
  /** Absolute path of the project's folder. */
  folder: string;
}

/** Reads what the rules need of one project. */
export function readMetadataFacts(project: ProjectContext): MetadataFacts {
  const folder = join(project.workspaceRoot, project.root);
  const pyproject = readPyproject(project, folder);
  const document = pyproject?.document ?? {};
  const metadata = tableAt(document, ['project']);
  return {
    project,
    folder,
    document,
    ...(pyproject && { pyproject }),
    ...(metadata && { metadata }),
    requirements: [...pyprojectRequirements(document), ...otherRequirements(project, pyproject?.file)],
  };
}

function readPyproject(project: ProjectContext, folder: string): Pyproject | undefined {
  const path = join(folder, 'pyproject.toml');
  if (!existsSync(path)) return undefined;
  const file = project.root === '.' ? 'pyproject.toml' : `${project.root}/pyproject.toml`;
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  try {
    return { file, text, document: parse(text) as TomlTable, broken: false };
  } catch {
    return { file, text, document: {}, broken: true };
  }
}

/** An array of requirements in the tables that the standards define, by path. */
export interface RequirementArray {
  path: TomlPath;
  kind: 'runtime' | 'extra' | 'group' | 'build';
}

/** Every array of requirements in the standard tables; what tools add (poetry, uv) comes with the manifest. */
export function requirementArrays(document: TomlTable): RequirementArray[] {
  const under = (path: TomlPath, kind: RequirementArray['kind']): RequirementArray[] =>
    Object.keys(tableAt(document, path) ?? {}).map((name) => ({ path: [...path, name], kind }));
  return [
    { path: ['build-system', 'requires'], kind: 'build' },
    { path: ['project', 'dependencies'], kind: 'runtime' },
    ...under(['project', 'optional-dependencies'], 'extra'),
    ...under(['dependency-groups'], 'group'),
  ];
}

function pyprojectRequirements(document: TomlTable): DeclaredRequirement[] {
  return requirementArrays(document).flatMap(({ path, kind }) =>
    stringsAt(document, path).flatMap(([index, text]) => {
      const requirement = parseRequirement(text);
      if ('error' in requirement) return [];
      return [{ requirement, scope: renderPath(path), kind, at: [...path, index] }];
    }),
  );
}

/** Requirements of the other files, each file a scope of its own. A bare URL has no name, and nothing to say of it. */
function otherRequirements(project: ProjectContext, pyproject: string | undefined): DeclaredRequirement[] {
  return project.manifest.dependencies
    .filter(({ file, requirement }) => file !== pyproject && requirement.normalizedName !== '')
    .map(({ requirement, file, line, group, kind }) => ({
      requirement,
      scope: group === undefined ? file : `${file} [${group}]`,
      kind: kind === 'constraint' ? 'constraint' : 'file',
      place: { file, ...(line === undefined ? {} : { line }) },
    }));
}

/** Whether a table of a tool is there: `tool.poetry`. */
export function toolTable(facts: MetadataFacts, name: string): TomlTable | undefined {
  const table = tableAt(facts.document, ['tool', name]);
  return isTable(table) ? table : undefined;
}

/** Whether the project's metadata comes from `[project]` as a string under a field. */
export function projectString(facts: MetadataFacts, field: string): string | undefined {
  const value = facts.metadata?.[field];
  return typeof value === 'string' ? value : undefined;
}

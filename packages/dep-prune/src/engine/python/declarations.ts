import { isFrozenRequirements } from '@hone/core/locks';
import { type Dependency, type DependencyKind, type PythonProject, renderRequirement } from '@hone/core/manifests';
import { groupBy } from '../collections.js';
import type { Declaration, Scope } from '../types.js';
import type { CompiledFile } from './compiled.js';

const scopes: Readonly<Record<DependencyKind, Scope>> = {
  runtime: 'runtime',
  extra: 'optional',
  group: 'development',
  build: 'build',
  constraint: 'runtime',
};

/** What of a project's other files decides about its declarations. */
export interface DeclarationContext {
  /** Whether a distribution is built of the project. */
  packaged: boolean;
  /** The text of a file, `undefined` when it can not be read. */
  text(file: string): string | undefined;
  /** Requirements files that were compiled of others, by file. */
  compiled: ReadonlyMap<string, CompiledFile>;
}

/**
 * What the manifests of a project declare, in their order. References of the project to itself are left out, and so is
 * what a compiled file adds to the manifest that it was compiled of: that file is a lock. What several groups share is
 * declared once.
 */
export function declarationsOf(project: PythonProject, context: DeclarationContext = NOTHING_ELSE): Declaration[] {
  const { dependencies, normalizedName } = project;
  const own = dependencies
    .filter(({ requirement: { normalizedName: name } }) => name !== '' && name !== normalizedName)
    .filter((dependency) => !isOfLock(dependency, project, context))
    .map((dependency) => declarationOf(dependency, isForDevelopmentOnly(dependency, project, context)));
  const sizes = new Map([...groupBy(own, ({ group = '' }) => group)].map(([group, list]) => [group, list.length]));
  const places = groupBy(own, ({ file, line, name, written }) => `${file}:${line ?? ''}:${name}:${written}`);
  return [...places.values()].map((same) => strongest(same, sizes));
}

/** A manifest judged by itself. */
const NOTHING_ELSE: DeclarationContext = { packaged: false, text: () => undefined, compiled: new Map() };

const ORDER: readonly Scope[] = ['runtime', 'optional', 'build', 'development'];

/** Of one line that counts several times: what is installed most often; of several groups the smallest, which is its own. */
function strongest(same: readonly Declaration[], sizes: ReadonlyMap<string, number>): Declaration {
  const sizeOf = ({ group = '' }: Declaration): number => sizes.get(group) ?? 0;
  const weaker = (a: Declaration, b: Declaration): boolean =>
    (ORDER.indexOf(a.scope) - ORDER.indexOf(b.scope) || sizeOf(a) - sizeOf(b)) > 0;
  return same.reduce((best, each) => (weaker(best, each) ? each : best));
}

/** A line of a compiled file that its input, which is here too, does not have. */
function isOfLock(
  { file, requirement }: Dependency,
  { manifests }: PythonProject,
  context: DeclarationContext,
): boolean {
  const compiled = context.compiled.get(file);
  if (!compiled?.inputs.some((input) => manifests.includes(input))) return false;
  return !compiled.direct.has(requirement.normalizedName);
}

/**
 * A distribution takes its requirements from its metadata. A requirements file beside that, which the metadata does not
 * read, makes up an environment for its developers.
 */
function isForDevelopmentOnly(
  { kind, file }: Dependency,
  { manifests }: PythonProject,
  { packaged, text }: DeclarationContext,
): boolean {
  if (kind !== 'runtime' || !packaged || !isRequirementsFile(file)) return false;
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.in$/, '.txt');
  const metadata = manifests.filter((each) => /(?:^|\/)(?:pyproject\.toml|setup\.(?:cfg|py))$/.test(each));
  const read = metadata.some((each) => text(each)?.includes(name));
  return !read && metadata.some((each) => DECLARES.test(text(each) ?? ''));
}

const DECLARES = /\binstall_requires\b|^\s*dependencies\s*=|^\[tool\.poetry\.dependencies\]|\bsetup\(/m;

/** Whether a manifest is a list of requirements, and not a file of metadata. */
export function isRequirementsFile(file: string): boolean {
  return /\.(?:txt|in)$/.test(file);
}

function declarationOf(
  { requirement, kind, group, source, file, line }: Dependency,
  developmentOnly: boolean,
): Declaration {
  const named = developmentOnly ? file.slice(file.lastIndexOf('/') + 1) : groupName(kind, group);
  return {
    ecosystem: 'python',
    name: requirement.normalizedName,
    ...(kind === 'build' && { part: 'build system' }),
    written: renderRequirement(requirement),
    scope: developmentOnly ? 'development' : scopes[kind],
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

/** Packages that hardly anybody asks for and that many bring. Two of them among exact versions are a frozen list. */
const BROUGHT_BY_MANY: ReadonlySet<string> = new Set(
  (
    'certifi chardet charset-normalizer idna urllib3 markupsafe itsdangerous six pycparser cffi pyparsing webencodings zipp ' +
    'sqlparse asgiref mako soupsieve sniffio h11 wcwidth greenlet pyasn1 jmespath vine amqp billiard'
  ).split(' '),
);

/**
 * The names that stand in frozen lists: requirements files that name everything that is installed, written by
 * `pip freeze`, `pip-compile` and their like, where nearly every line has an exact version. What stands in a list that
 * somebody wrote as well, such as the `.in` beside it, is asked for and not among them.
 */
export function frozenNames(
  { dependencies }: PythonProject,
  text: (file: string) => string | undefined = () => undefined,
): Set<string> {
  const listed = dependencies.filter(({ file, kind }) => isRequirementsFile(file) && kind !== 'constraint');
  const frozen = [...groupBy(listed, ({ file }) => file)].filter(
    ([file, entries]) => isFrozen(entries) || isFrozenRequirements(text(file) ?? ''),
  );
  const files = new Set(frozen.map(([file]) => file));
  const written = new Set(dependencies.filter(({ file }) => !files.has(file)).map(nameOf));
  return new Set(frozen.flatMap(([, entries]) => entries.map(nameOf)).filter((name) => !written.has(name)));
}

function nameOf({ requirement }: Dependency): string {
  return requirement.normalizedName;
}

/** As programs write lists; a line may have been added by hand. */
function isSorted(names: readonly string[]): boolean {
  const drops = names.filter((name, at) => at > 0 && name.replaceAll('-', '') < names[at - 1]!.replaceAll('-', ''));
  return drops.length <= names.length * 0.1;
}

function isFrozen(entries: readonly Dependency[]): boolean {
  const exact = entries.filter(({ requirement }) => /^\s*===?\s*[^*]+$/.test(requirement.specifier) || requirement.url);
  const brought = entries.filter(({ requirement }) => BROUGHT_BY_MANY.has(requirement.normalizedName));
  if (brought.length >= 2 && exact.length === entries.length) return true;
  return entries.length >= FROZEN_LENGTH && exact.length >= entries.length * 0.9 && isSorted(entries.map(nameOf));
}

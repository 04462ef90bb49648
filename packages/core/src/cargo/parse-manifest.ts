import { asStrings, isTable, parseToml, stringAt, tableAt, type TomlTable } from '../manifests/toml.js';
import { lineOf, scanKeyLines } from './key-lines.js';
import type {
  CargoManifest,
  CargoManifestDependency,
  CargoManifestMember,
  CargoManifestPackage,
  CargoManifestPatch,
  CargoManifestTarget,
  CargoManifestWorkspace,
  Inheritable,
} from './manifest-types.js';
import { type ManifestContext, parseDependencies, parseDependencyTable } from './parse-dependencies.js';
import type { CargoTarget } from './types.js';

/**
 * Parses a `Cargo.toml`. Pure, and the result is plain JSON data: keep it as long as the file has not changed, and
 * give it to {@link assembleCargoProjects} again.
 *
 * @param text the file's content
 * @param file its path relative to the workspace root, with forward slashes
 * @returns all that could be read, with a problem for each thing that could not; never throws
 */
export function parseCargoManifest(text: string, file: string): CargoManifest {
  const source = text.replace(/^\uFEFF/, '');
  const { table, problems } = parseToml(source, file);
  const context: ManifestContext = { file, text: source, lines: scanKeyLines(source), problems: [...problems] };
  const pack = parsePackage(table, context);
  const workspace = isTable(table['workspace']) ? parseWorkspace(table['workspace'], context) : undefined;
  return {
    file,
    ...(pack && { package: pack }),
    ...(workspace && { workspace }),
    targets: parseTargets(table, context),
    dependencies: parseDependencies(table, context),
    features: Object.fromEntries(
      Object.entries(tableAt(table, 'features')).map(([name, value]) => [name, asStrings(value)]),
    ),
    patches: parsePatches(table, context),
    problems: context.problems,
  };
}

/** `[project]` is the old name of `[package]`, which cargo still reads. */
function parsePackage(table: TomlTable, context: ManifestContext): CargoManifestPackage | undefined {
  const key = isTable(table['package']) ? 'package' : 'project';
  if (!isTable(table[key])) return undefined;
  const written = table[key];
  const name = stringAt(written, 'name');
  if (name === undefined || name === '') {
    const { file, lines, problems } = context;
    const hint = 'Add `name = "…"` to `[package]`.';
    problems.push({ file, ...lineOf(lines, '', key), message: 'The package has no name', hint });
    return undefined;
  }
  const [build] = Array.isArray(written['build']) ? asStrings(written['build']) : [written['build']];
  return {
    name,
    ...inheritable('version', written['version'], isString),
    ...inheritable('edition', written['edition'], isString),
    ...inheritable('rustVersion', written['rust-version'], isString),
    ...inheritable('publish', written['publish'], isPublish),
    ...textAt(written, 'links'),
    ...textAt(written, 'defaultRun', 'default-run'),
    ...((typeof build === 'string' || typeof build === 'boolean') && { build }),
    ...textAt(written, 'workspace'),
    ...textAt(written, 'resolver'),
    auto: Object.fromEntries(
      TARGET_KINDS.filter(({ auto }) => typeof written[auto] === 'boolean').map(({ kind, auto }) => [
        kind,
        written[auto] as boolean,
      ]),
    ),
    ...lineOf(context.lines, key, 'name'),
  };
}

function parseWorkspace(table: TomlTable, context: ManifestContext): CargoManifestWorkspace {
  const inherited = tableAt(table, 'package');
  const { publish } = inherited;
  const base = { kind: 'normal' } as const;
  const dependencies = parseDependencyTable(table['dependencies'], 'workspace.dependencies', base, context);
  const defaults = table['default-members'];
  return {
    members: membersOf(table['members'], 'members', context),
    exclude: asStrings(table['exclude']),
    ...(Array.isArray(defaults) && { defaultMembers: membersOf(defaults, 'default-members', context) }),
    ...textAt(table, 'resolver'),
    ...textAt(inherited, 'version'),
    ...textAt(inherited, 'edition'),
    ...textAt(inherited, 'rustVersion', 'rust-version'),
    ...(isPublish(publish) && { publish }),
    dependencies: Object.fromEntries(dependencies.map((entry) => [entry.alias, entry])),
  };
}

function membersOf(value: unknown, key: string, { lines, text }: ManifestContext): CargoManifestMember[] {
  const { line } = lineOf(lines, 'workspace', key);
  if (line === undefined) return asStrings(value).map((pattern) => ({ pattern }));
  const rest = text.split('\n').slice(line - 1);
  return asStrings(value).map((pattern) => {
    const below = rest.findIndex((each) => each.includes(`"${pattern}"`) || each.includes(`'${pattern}'`));
    return { pattern, line: line + Math.max(below, 0) };
  });
}

/** How each kind of target is written, in cargo's order. */
const TARGET_KINDS: readonly { kind: CargoTarget['kind']; auto: string }[] = [
  { kind: 'lib', auto: 'autolib' },
  { kind: 'bin', auto: 'autobins' },
  { kind: 'example', auto: 'autoexamples' },
  { kind: 'test', auto: 'autotests' },
  { kind: 'bench', auto: 'autobenches' },
];

function parseTargets(table: TomlTable, { lines }: ManifestContext): CargoManifestTarget[] {
  return TARGET_KINDS.flatMap(({ kind }) => {
    const written = table[kind];
    const entries: unknown[] = Array.isArray(written) ? written : kind === 'lib' ? [written] : [];
    return entries.filter(isTable).map((entry, i) => {
      const required = asStrings(entry['required-features']);
      const types = asStrings(entry['crate-type'] ?? entry['crate_type']);
      const procMacro = (entry['proc-macro'] ?? entry['proc_macro']) === true || types.includes('proc-macro');
      return {
        kind,
        ...textAt(entry, 'name'),
        ...textAt(entry, 'path'),
        ...(procMacro && { procMacro }),
        ...(types.length > 0 && { crateTypes: types }),
        ...(required.length > 0 && { requiredFeatures: required }),
        ...lineOf(lines, '', kind === 'lib' ? 'lib' : `${kind}#${i}`),
      };
    });
  });
}

/** `[patch.<source>]` and `[replace]`; only entries with a path lead to a crate of the workspace. */
function parsePatches(table: TomlTable, context: ManifestContext): CargoManifestPatch[] {
  const base = { kind: 'normal' } as const;
  const patched = Object.entries(tableAt(table, 'patch')).flatMap(([source, value]) =>
    parseDependencyTable(value, `patch.${source}`, base, context).flatMap((entry) => patchOf(entry, source)),
  );
  const replaced = parseDependencyTable(table['replace'], 'replace', base, context).flatMap((entry) =>
    patchOf({ ...entry, alias: nameOfSpec(entry.alias) }),
  );
  return [...patched, ...replaced];
}

function patchOf(entry: CargoManifestDependency, source?: string): CargoManifestPatch[] {
  const { alias, name = alias, path, line } = entry;
  if (path === undefined) return [];
  return [{ name, path, ...(source !== undefined && { source }), ...(line !== undefined && { line }) }];
}

/** The name in a package id specification: `foo:1.2`, `foo@1.2`, `https://…/foo#foo@1.2`. */
function nameOfSpec(spec: string): string {
  const [address = '', fragment] = spec.split('#');
  const last = fragment ?? address.slice(address.lastIndexOf('/') + 1);
  return last.replace(/[:@].*$/, '');
}

const isString = (value: unknown): value is string => typeof value === 'string';

function isPublish(value: unknown): value is boolean | string[] {
  return typeof value === 'boolean' || (Array.isArray(value) && value.every(isString));
}

/** The string under a key, as a field of that name or of another. */
function textAt<N extends string>(table: TomlTable, name: N, key: string = name): { [P in N]?: string } {
  const text = stringAt(table, key);
  return (text === undefined ? {} : { [name]: text }) as { [P in N]?: string };
}

function inheritable<K extends string, T>(
  name: K,
  value: unknown,
  accepts: (value: unknown) => value is T,
): { [P in K]?: Inheritable<T> } {
  const found = accepts(value)
    ? value
    : isTable(value) && value['workspace'] === true
      ? { workspace: true as const }
      : undefined;
  return (found === undefined ? {} : { [name]: found }) as { [P in K]?: Inheritable<T> };
}

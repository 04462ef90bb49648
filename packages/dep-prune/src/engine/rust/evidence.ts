import type { CargoCrate, CargoLockSlice } from '@hone/core/cargo';
import type { Evidence } from '../types.js';
import { codeForm, publishedFacts } from './code-names.js';
import type { MacroSource } from './macro-sources.js';
import type { SourceNames } from './identifiers.js';
import { generatedNeeds, linking, macroNeeds } from './lib-names.data.js';
import type { Source } from './sources.js';
import type { RustDependency } from './types.js';

/** What evidence is looked for in. */
export interface EvidenceInput {
  crate: CargoCrate;
  sources: readonly Source[];
  dependencies: readonly RustDependency[];
  lock: CargoLockSlice | undefined;
  /** The sources of a dependency's macros, as far as they are here. */
  macrosOf: (dependency: RustDependency) => readonly MacroSource[];
}

/**
 * Finds the crates that sources name (the library and programs, tests, examples and benches, doc tests, the build script),
 * and those that have to be there without being named.
 */
export function evidenceOf(input: EvidenceInput): Evidence[] {
  const named = namesFound(input, input.dependencies);
  const silent = withPublishedNames(input, notIn(named, input.dependencies));
  const found = [...named, ...silent];
  const rest = notIn(found, input.dependencies);
  // What only tests name, the program can need without a name.
  const inTests = notIn(
    found.filter(({ scope }) => scope !== 'development'),
    input.dependencies,
  ).filter((each) => each.kind === 'normal' && !rest.includes(each));
  return [
    ...found,
    ...[...rest, ...inTests].flatMap((each) => unnamed(each, input, found)),
    ...featuresAskedFor(input, rest),
  ];
}

function notIn(found: readonly Evidence[], dependencies: readonly RustDependency[]): RustDependency[] {
  const seen = new Set(found.map(({ name, part }) => `${name} ${part ?? ''}`));
  return dependencies.filter((each) => !seen.has(`${each.alias} ${identity(each).part ?? ''}`));
}

/** Dependencies whose own manifests, where they are on this machine, call their libraries something else. */
function withPublishedNames(input: EvidenceInput, rest: readonly RustDependency[]): Evidence[] {
  const renamed = rest.flatMap((each) => {
    const library = each.alias === each.name ? publishedFacts(each, input.lock)?.library : undefined;
    return library === undefined || library === each.codeName ? [] : [{ ...each, codeName: library }];
  });
  return renamed.length > 0 ? namesFound(input, renamed) : [];
}

function namesFound({ sources }: EvidenceInput, dependencies: readonly RustDependency[]): Evidence[] {
  return sources.flatMap((source) => [
    ...namedIn(source, source.names, source.testOnly, dependencies),
    ...namedIn(source, source.doc, true, dependencies),
  ]);
}

function* namedIn(
  { file, part, inBuildScript }: Source,
  { names }: SourceNames,
  inTests: boolean,
  dependencies: readonly RustDependency[],
): Generator<Evidence> {
  const seen = new Set<string>();
  for (const { name, line, inTest } of names) {
    for (const dependency of dependencies) {
      const counts = dependency.kind === 'build' ? inBuildScript : part !== 'build script';
      if (dependency.codeName !== name || !counts) continue;
      const scope = scopeOf(dependency, part, inTests || inTest);
      const key = `${dependency.alias} ${dependency.kind} ${scope}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield { kind: 'import', ...identity(dependency), scope, detail: `path ${name}::`, file, line };
    }
  }
}

function scopeOf({ kind }: RustDependency, part: Source['part'], inTest: boolean): Evidence['scope'] {
  if (kind === 'build') return 'build';
  // The compiler would not let the program use a development dependency.
  return part === 'tests' || inTest || kind === 'dev' ? 'development' : 'runtime';
}

/** Why a dependency that no source names has to be there all the same. */
function unnamed(dependency: RustDependency, input: EvidenceInput, found: readonly Evidence[]): Evidence[] {
  const { crate, dependencies, sources } = input;
  const { name, kind, line } = dependency;
  const because = (evidence: Evidence['kind'], detail: string, at = line): Evidence[] => [
    {
      kind: evidence,
      ...identity(dependency),
      scope: kind === 'dev' ? 'development' : kind === 'build' ? 'build' : 'runtime',
      detail,
      file: crate.file,
      ...(at !== undefined && { line: at }),
    },
  ];
  if (dependency.path === crate.root)
    return because('feature', 'it is the crate itself, with features that tests need');
  if (dependency.artifact) return because('build', 'its program is built for this one');
  const links = dependency.links ?? publishedFacts(dependency, input.lock)?.links;
  if (links !== undefined || linking.has(name) || /[-_](?:sys|src)$/.test(name))
    return because('build', 'it links a native library, which needs no name in the code');
  if (/(?:^|-)workspace-hack$/.test(name)) return because('feature', 'cargo-hakari keeps it to unify features');
  const generator = dependencies.find((each) => each.kind === 'build' && generatedNeeds.get(each.name)?.includes(name));
  // Code for tests is written too, and uses what tests have.
  if (kind !== 'build' && generator)
    return because('build', `code that ${generator.name} writes uses it`, generator.line);
  const macro = dependencies.find((each) => macroNeeds.get(each.name)?.includes(name));
  const uses = macro ? found.filter((each) => each.name === macro.alias) : [];
  if (macro && uses.length > 0) {
    const scope = uses.every((each) => each.scope === 'development') ? 'development' : undefined;
    return because('build', `code that the macros of ${macro.name} write uses it`, macro.line).map((each) => ({
      ...each,
      ...(scope && { scope }),
    }));
  }
  return [...writtenBy(dependency, sources), ...writtenByMacros(dependency, input).slice(0, 1)];
}

/** A build script that writes code has the paths of that code in its strings. */
function writtenBy(dependency: RustDependency, sources: readonly Source[]): Evidence[] {
  if (dependency.kind === 'build') return [];
  const pattern = new RegExp(`(?<![\\w:])(?:::)?${codeForm(dependency.codeName)}::`);
  const script = sources.find(({ inBuildScript, text }) => inBuildScript && pattern.test(text));
  if (!script) return [];
  const line = script.text.split('\n').findIndex((each) => pattern.test(each)) + 1;
  const detail = 'code that the build script writes names it';
  return [{ kind: 'build', ...identity(dependency), scope: 'runtime', detail, file: script.file, line }];
}

/** Macros of other dependencies can name a crate that their users have to declare. */
function writtenByMacros(dependency: RustDependency, input: EvidenceInput): Evidence[] {
  const { crate, dependencies, macrosOf } = input;
  const scope = dependency.kind === 'dev' ? 'development' : dependency.kind === 'build' ? 'build' : 'runtime';
  return dependencies.flatMap((other) => {
    if (other.alias === dependency.alias || !mayName(other, dependency, input)) return [];
    const pattern = new RegExp(`(?<![\\w:])(?:::)?${dependency.codeName}::`);
    const found = macrosOf(other).find(({ text }) => pattern.test(text));
    if (!found) return [];
    const detail = `code that the macros of ${other.name} write names it`;
    // What lies outside of the workspace has no name that holds on every machine.
    const { file = crate.file } = found;
    const line = found.file === undefined ? other.line : undefined;
    return [{ kind: 'build', ...identity(dependency), scope, detail, file, ...(line !== undefined && { line }) }];
  });
}

/** What a published macro names, its own crate depends on: other names are of its tests, or of modules. */
function mayName({ path, name }: RustDependency, needed: RustDependency, { lock }: EvidenceInput): boolean {
  if (path !== undefined) return true;
  const versions = lock?.packages.filter((each) => each.name === name) ?? [];
  return versions.some(({ dependencies }) => dependencies.some((each) => each.name === needed.name));
}

/** Code asks for the feature that an optional dependency brings by its name. */
function featuresAskedFor({ sources }: EvidenceInput, rest: readonly RustDependency[]): Evidence[] {
  return rest
    .filter(({ optional, implicit }) => optional && implicit)
    .flatMap((dependency) => {
      const source = sources.find(({ names }) => names.features.includes(dependency.alias));
      if (!source) return [];
      const detail = `\`feature = "${dependency.alias}"\` is the feature that it brings`;
      return [
        { kind: 'feature' as const, ...identity(dependency), scope: 'runtime' as const, detail, file: source.file },
      ];
    });
}

function identity({ alias, kind }: RustDependency): Pick<Evidence, 'name' | 'part'> {
  return { name: alias, ...(kind === 'build' && { part: 'build script' }) };
}

import type { CargoCrate } from '@hone/core/cargo';
import type { Evidence } from '../types.js';
import { type FeatureInput, featureEffect, forwarded } from './features.js';
import { generatedNeeds } from './lib-names.data.js';
import { isNever } from './platform.js';
import type { Source } from './sources.js';
import type { RustDependency } from './types.js';

/**
 * Declarations whose use can not be seen in sources: why nothing can be said, by the name in the manifest.
 *
 * The first reason counts; a dependency that something uses needs none.
 */
export function doubtsOf(
  dependencies: readonly RustDependency[],
  sources: readonly Source[],
  input: FeatureInput,
): Map<string, string> {
  const doubts = new Map<string, string>();
  const generated = unknownGenerated(dependencies, sources);
  const elsewhere = casesElsewhere(sources);
  for (const dependency of dependencies) {
    const reason =
      (dependency.kind === 'normal' && generated !== undefined
        ? `${generated} includes code that the build writes, which was not read: a build without it would decide`
        : undefined) ??
      (dependency.kind === 'dev' ? elsewhere : undefined) ??
      setsFeatures(dependency, input) ??
      isInterface(dependency, input.crate) ??
      isLinkedTo(dependency, sources);
    if (reason !== undefined && !doubts.has(dependency.alias)) doubts.set(dependency.alias, `${reason}.`);
  }
  return doubts;
}

/** A source that includes code of a generator that is not known. */
function unknownGenerated(dependencies: readonly RustDependency[], sources: readonly Source[]): string | undefined {
  if (dependencies.some(({ kind, name }) => kind === 'build' && generatedNeeds.has(name))) return undefined;
  return sources.find(({ names, part }) => names.includesGenerated && part === 'code')?.file;
}

/** Tools that compile test cases, whose sources can lie anywhere. */
function casesElsewhere(sources: readonly Source[]): string | undefined {
  const found = sources.find(
    ({ text }) => /\b(?:trybuild|ui_test|compiletest_rs|macrotest)::/.test(text) && /"\.\.\//.test(text),
  );
  return found && `${found.file} compiles test cases outside of the crate, which were not read: its tests would decide`;
}

function setsFeatures(dependency: RustDependency, input: FeatureInput): string | undefined {
  const effect = featureEffect(dependency, input);
  return (
    effect &&
    `It may be there to set ${describe(effect.features)} of ${dependency.name} for ${effect.other}: a build without it would decide`
  );
}

/** An optional dependency is a feature by its name, which users of a library may ask for. */
function isInterface(
  { alias, optional, implicit }: RustDependency,
  { package: { publish }, targets }: CargoCrate,
): string | undefined {
  if (!optional || !implicit || publish === false || !targets.some(({ kind }) => kind === 'lib')) return undefined;
  return `Nothing names it, but \`${alias}\` is a feature of this library, which its users can ask for: taking it away is a breaking change`;
}

/** Links of the documentation (`[x](heck::ToSnakeCase)`) are resolved by rustdoc, which warns when it can not. */
function isLinkedTo({ codeName }: RustDependency, sources: readonly Source[]): string | undefined {
  const link = new RegExp(`^\\s*//[/!].*(?:\\]\\(|\\[\`?)${codeName}::`, 'm');
  const source = sources.find(({ text }) => link.test(text));
  return source && `Only a link in the documentation of ${source.file} names it: rustdoc could not follow it any more`;
}

function describe(features: readonly string[]): string {
  return `the feature${features.length > 1 ? 's' : ''} ${features.join(', ')}`;
}

function isInProgram({ kind, target }: RustDependency): boolean {
  return kind === 'normal' && !isNever(target);
}

/** A crate that nobody can get from a registry may be there for its tests alone. */
function isForTests({ package: { publish }, targets }: CargoCrate): boolean {
  return publish === false || !targets.some(({ kind }) => kind === 'lib' || kind === 'bin');
}

/**
 * Uses in tests that must not move a dependency: in a crate whose programs use nothing at all, tests are what it is for;
 * features that others build with, or that features of the crate name, have to stay where they are.
 */
export function settleScopes(
  evidence: readonly Evidence[],
  dependencies: readonly RustDependency[],
  input: FeatureInput,
): Evidence[] {
  const normal = new Map(dependencies.filter(isInProgram).map((each) => [each.alias, each]));
  const onlyTests =
    isForTests(input.crate) &&
    !evidence.some(
      ({ name, part, scope, kind }) => !part && kind === 'import' && scope === 'runtime' && normal.has(name),
    );
  return evidence.map((one) => {
    const dependency = one.part === undefined && one.scope === 'development' ? normal.get(one.name) : undefined;
    if (!dependency) return one;
    const stays =
      onlyTests || forwarded(dependency, input.crate).length > 0 || featureEffect(dependency, input) !== undefined;
    return stays ? { ...one, scope: 'runtime' } : one;
  });
}

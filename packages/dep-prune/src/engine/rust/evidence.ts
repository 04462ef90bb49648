import path from 'node:path';
import type { CargoCrate } from '@hone/core/cargo';
import type { Evidence, ProjectRequest } from '../types.js';
import { type SourceNames, crateNames, docTests } from './identifiers.js';
import { generatedNeeds } from './lib-names.data.js';
import { type RustDependency, readText } from './read-facts.js';

/** What the sources of a crate show. */
export interface RustEvidence {
  found: Evidence[];
  /** A source that includes generated code whose needs are not known. */
  unread?: string;
}

/** A source with the program that it is part of. */
interface Source {
  file: string;
  part: 'code' | 'tests' | 'build script';
  names: SourceNames;
  doc: SourceNames;
}

/** Finds the crates that sources name: the library and programs, tests, examples and benches, doc tests, build script. */
export function evidenceOf(
  request: ProjectRequest,
  crate: CargoCrate,
  dependencies: readonly RustDependency[],
): RustEvidence {
  const sources = readSources(request, crate);
  const testFiles = testModuleFiles(sources);
  const found = sources.flatMap((source) => [
    ...namedIn(source, source.names, testFiles.has(source.file), dependencies),
    ...namedIn(source, source.doc, true, dependencies),
  ]);
  const generated = sources.find(({ names }) => names.includesGenerated);
  const generators = dependencies.filter(({ kind, name }) => kind === 'build' && generatedNeeds.has(name));
  const needs = generators.flatMap((generator) => neededBy(generator, crate, dependencies));
  const effects = dependencies.filter(({ name }) => name.endsWith('-sys')).map((each) => linked(each, crate));
  return {
    found: [...found, ...needs, ...effects],
    ...(generated && generators.length === 0 && { unread: generated.file }),
  };
}

function readSources(
  { workspaceRoot, project, nestedRoots, options, walker }: ProjectRequest,
  crate: CargoCrate,
): Source[] {
  const exclude = ['/target', ...(options.exclude ?? [])];
  const files = walker.listFiles(project.root, { extensions: ['.rs'], nestedRoots, exclude });
  const readme = walker.listFiles(project.root, { filter: (name) => /^readme\.md$/i.test(name), nestedRoots, exclude });
  const rust = files.map((file): Source => {
    const text = readText(path.join(workspaceRoot, file)) ?? '';
    return { file, part: partOf(file, crate), names: crateNames(text), doc: crateNames(docTests(text)) };
  });
  const docs = readme.map((file): Source => {
    const text = readText(path.join(workspaceRoot, file)) ?? '';
    return { file, part: 'tests', names: crateNames(''), doc: crateNames(docTests(text, true)) };
  });
  return [...rust, ...docs];
}

/** What cargo finds at its usual places, or the manifest names, decides; everything else is code. */
function partOf(file: string, { root, package: { build }, targets }: CargoCrate): Source['part'] {
  const inside = root === '.' ? file : file.slice(root.length + 1);
  const script = typeof build === 'string' ? build : 'build.rs';
  const folder = path.posix.dirname(script);
  if (inside === script || inside.startsWith(folder === '.' ? 'build/' : `${folder}/`)) return 'build script';
  const named = targets.find(({ path: source }) => source === file);
  if (named) return named.kind === 'lib' || named.kind === 'bin' ? 'code' : 'tests';
  return /^(?:tests|examples|benches|fuzz)\//.test(inside) ? 'tests' : 'code';
}

/** Files of modules that only tests are built with: `x.rs` or `x/…` beside the source that says `mod x;`. */
function testModuleFiles(sources: readonly Source[]): Set<string> {
  const files = new Set<string>();
  for (const { file, names } of sources) {
    const folder = path.posix.dirname(file);
    const own = /^(?:lib|main|mod)\.rs$/.test(path.posix.basename(file)) ? folder : file.replace(/\.rs$/, '');
    for (const module of names.testModules) {
      const start = path.posix.join(own, module);
      for (const other of sources) {
        if (other.file === `${start}.rs` || other.file.startsWith(`${start}/`)) files.add(other.file);
      }
    }
  }
  return files;
}

function* namedIn(
  { file, part }: Source,
  { names }: SourceNames,
  inTests: boolean,
  dependencies: readonly RustDependency[],
): Generator<Evidence> {
  const seen = new Set<string>();
  for (const { name, line, inTest } of names) {
    for (const dependency of dependencies) {
      if (dependency.codeName !== name || (dependency.kind === 'build') !== (part === 'build script')) continue;
      const scope = scopeOf(dependency, part, inTests || inTest);
      const key = `${dependency.alias} ${dependency.kind} ${scope}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield { kind: 'import', ...identity(dependency), scope, detail: `path ${name}::`, file, line };
    }
  }
}

function scopeOf({ kind }: RustDependency, part: Source['part'], inTest: boolean): Evidence['scope'] {
  if (part === 'build script') return 'build';
  // The compiler would not let the program use a development dependency.
  return part === 'tests' || inTest || kind === 'dev' ? 'development' : 'runtime';
}

function neededBy(
  { name: generator, line }: RustDependency,
  { file }: CargoCrate,
  dependencies: readonly RustDependency[],
): Evidence[] {
  const needed = new Set(generatedNeeds.get(generator));
  return dependencies
    .filter(({ kind, name }) => kind === 'normal' && needed.has(name))
    .map((dependency) => ({
      kind: 'build',
      ...identity(dependency),
      scope: 'runtime',
      detail: `code that ${generator} writes uses it`,
      file,
      ...(line !== undefined && { line }),
    }));
}

function linked(dependency: RustDependency, { file }: CargoCrate): Evidence {
  const { line } = dependency;
  return {
    kind: 'build',
    ...identity(dependency),
    scope: dependency.kind === 'dev' ? 'development' : 'runtime',
    detail: 'it links a native library, which needs no name in the code',
    file,
    ...(line !== undefined && { line }),
  };
}

function identity({ alias, kind }: RustDependency): Pick<Evidence, 'name' | 'part'> {
  return { name: alias, ...(kind === 'build' && { part: 'build script' }) };
}

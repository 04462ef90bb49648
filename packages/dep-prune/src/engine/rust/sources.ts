import path from 'node:path';
import { type CargoCrate, isBuildScript, scanRustReferences } from '@hone/core/cargo';
import type { ProjectRequest } from '../types.js';
import { type SourceNames, crateNames, docTests } from './identifiers.js';
import { readText } from './read-text.js';

/** A source of a crate, with the programs that it is part of. */
export interface Source {
  file: string;
  /** `code`: the library and the programs. `tests`: tests, examples, benches. */
  part: 'code' | 'tests' | 'build script';
  /** The build script takes it in as a module too. */
  inBuildScript: boolean;
  /** Only tests are built with it, though it lies among the code. */
  testOnly: boolean;
  text: string;
  names: SourceNames;
  /** Names in its doc tests. */
  doc: SourceNames;
}

/** Reads all sources of a crate, the ones outside of its folder that it takes in, and the Markdown with its doc tests. */
export function readSources(request: ProjectRequest, crate: CargoCrate): Source[] {
  const listed = listSources(request, crate);
  const texts = new Map(listed.map((file) => [file, readText(path.join(request.workspaceRoot, file)) ?? '']));
  const links = followReferences(request, crate, texts);
  const names = new Map([...texts].map(([file, text]) => [file, crateNames(file.endsWith('.md') ? '' : text)]));
  const testOnly = testModuleFiles(names);
  const inBuild = reachedFrom(
    [...texts.keys()].filter((file) => isBuildScript(crate, file)),
    names,
    links,
  );
  return [...texts].map(([file, text]) => {
    const markdown = file.endsWith('.md');
    return {
      file,
      part: markdown ? 'tests' : partOf(file, crate),
      inBuildScript: inBuild.has(file),
      testOnly: testOnly.has(file),
      text,
      names: names.get(file)!,
      doc: crateNames(docTests(text, markdown)),
    };
  });
}

/** The sources in the folder of the crate; folders of other packages inside it are not its own, unless a target lies there. */
function listSources({ project, nestedRoots, options, walker }: ProjectRequest, crate: CargoCrate): string[] {
  const exclude = ['/target', ...(options.exclude ?? [])];
  const manifests = walker.listFiles(project.root, { filter: (name) => name === 'Cargo.toml', nestedRoots, exclude });
  const others = manifests.map((file) => path.posix.dirname(file)).filter((folder) => folder !== project.root);
  const foreign = [...nestedRoots, ...others].filter(
    (folder) => !crate.targets.some(({ path: source }) => source.startsWith(`${folder}/`)),
  );
  return [
    ...walker.listFiles(project.root, { extensions: ['.rs'], nestedRoots: foreign, exclude }),
    ...walker.listFiles(project.root, { filter: (name) => /^readme\.md$/i.test(name), nestedRoots: foreign, exclude }),
    ...crate.targets.map(({ path: source }) => source).filter((source) => !isBelow(source, project.root)),
  ];
}

/** Adds what sources take in by `include!`, `#[path]` and `#[doc = include_str!(…)]`; gives who takes in what. */
function followReferences(
  { workspaceRoot }: ProjectRequest,
  crate: CargoCrate,
  texts: Map<string, string>,
): Map<string, string[]> {
  const links = new Map<string, string[]>();
  for (const [file, text] of texts) {
    if (file.endsWith('.md')) continue;
    const references = scanRustReferences(text, file, crate.root).filter(({ path: to }) => /\.(?:rs|md)$/.test(to));
    links.set(
      file,
      references.map(({ path: to }) => to),
    );
    for (const { path: to } of references) {
      const found = texts.has(to) ? undefined : readText(path.join(workspaceRoot, to));
      if (found !== undefined) texts.set(to, found);
    }
    // Modules of a file outside of the crate lie beside it.
    if (isBelow(file, crate.root)) continue;
    for (const to of crateNames(text).modules.flatMap((module) => moduleFiles(file, module))) {
      const found = texts.has(to) ? undefined : readText(path.join(workspaceRoot, to));
      if (found !== undefined) texts.set(to, found);
    }
  }
  return links;
}

/** What cargo finds at its usual places, or the manifest names, decides; everything else is code. */
function partOf(file: string, crate: CargoCrate): Source['part'] {
  if (isBuildScript(crate, file)) return 'build script';
  const { root, targets } = crate;
  const named = targets.find(({ path: source }) => source === file);
  if (named) return isProgram(named.kind) ? 'code' : 'tests';
  const inside = root === '.' ? file : file.slice(root.length + 1);
  const place = /^(tests|examples|benches|fuzz)\//.exec(inside)?.[1];
  if (place === undefined) return 'code';
  const home = path.posix.join(root, place);
  return targets.some(({ kind, path: source }) => isProgram(kind) && isBelow(source, home)) ? 'code' : 'tests';
}

function isProgram(kind: CargoCrate['targets'][number]['kind']): boolean {
  return kind === 'lib' || kind === 'bin';
}

/** Files of modules that only tests are built with: `x.rs` or `x/…` beside the source that says `mod x;`. */
function testModuleFiles(names: ReadonlyMap<string, SourceNames>): Set<string> {
  const files = new Set<string>();
  for (const [file, { testModules }] of names) {
    for (const module of testModules) {
      const start = path.posix.join(moduleFolder(file), module);
      for (const other of names.keys()) {
        if (other === `${start}.rs` || other.startsWith(`${start}/`)) files.add(other);
      }
    }
  }
  return files;
}

/** The files that a program is made of, from its root files on. */
function reachedFrom(
  roots: readonly string[],
  names: ReadonlyMap<string, SourceNames>,
  links: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const reached = new Set(roots);
  for (const file of reached) {
    const modules = names.get(file)?.modules.flatMap((module) => moduleFiles(file, module)) ?? [];
    for (const to of [...modules, ...(links.get(file) ?? [])]) if (names.has(to)) reached.add(to);
  }
  return reached;
}

function moduleFiles(file: string, module: string): string[] {
  const folders = new Set([moduleFolder(file), path.posix.dirname(file)]);
  return [...folders].flatMap((folder) =>
    [`${folder}/${module}.rs`, `${folder}/${module}/mod.rs`].map(path.posix.normalize),
  );
}

function moduleFolder(file: string): string {
  const folder = path.posix.dirname(file);
  return /^(?:lib|main|mod|build)\.rs$/.test(path.posix.basename(file)) ? folder : file.replace(/\.rs$/, '');
}

function isBelow(file: string, folder: string): boolean {
  return folder === '.' ? !file.startsWith('../') : file.startsWith(`${folder}/`);
}

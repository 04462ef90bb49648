import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import {
  type CargoCrate,
  type CargoLockSlice,
  createCargoSlicer,
  findCrate,
  type FoundCrate,
  localFolder,
  readCargoLock,
  readCrateReferences,
} from '@hone/core/cargo';
import { createWalker, type Walker } from '@hone/core/files';
import type { ScaffoldRequest } from '../types.js';
import type { Program, RustFacts } from './facts.js';
import { otherMemberPatterns } from './other-members.js';
import { readChannel } from './read-channel.js';
import { readIdentity } from './read-identity.js';
import { scanService } from './scan-service.js';
import { buildNeeds } from './system-libraries.js';

/**
 * Reads a crate, its Cargo workspace and its lock. No cargo is started.
 *
 * @throws HoneError when there is no crate with a program, or no lock
 */
export function readRustFacts({ workspaceRoot, project, nestedRoots }: ScaffoldRequest): RustFacts {
  const found = findCrate(workspaceRoot, project.root);
  if (!found) throw noCrate(project.root);
  const { crate } = found;
  const slice = readSlice(workspaceRoot, found);
  const walker = createWalker(workspaceRoot);
  const { main, others } = programsOf(crate);
  const built = localClosure(found, 'build');
  const tested = localClosure(found, 'test');
  const sources = withReferences(workspaceRoot, walker, built);
  const testSources = withReferences(workspaceRoot, walker, tested);
  const texts = walker
    .listFiles(crate.root, { extensions: ['.rs'], nestedRoots })
    .filter((file) => !/(?:^|\/)(?:tests|benches|examples)\//.test(file.slice(crate.root.length)))
    .map((file) => readText(workspaceRoot, file));
  const origins = [...new Set(slice.packages.map(({ source }) => source ?? ''))];
  const config = cargoConfig(workspaceRoot, crate.workspace);
  const channel = readChannel(workspaceRoot, crate);
  const sqlxData = slice.packages.some(({ name }) => name === 'sqlx')
    ? [crate.root, crate.workspace].map((folder) => join(folder, '.sqlx')).find((at) => exists(workspaceRoot, at))
    : undefined;
  return {
    crate: crate.package.name,
    identity: readIdentity(workspaceRoot, crate),
    root: crate.root,
    cargoRoot: crate.workspace,
    main,
    others,
    sources,
    testSources: testSources.filter((one) => !sources.includes(one)),
    otherMembers: otherMemberPatterns(found, new Set([...built, ...tested].map(({ root }) => root))),
    ...(config !== undefined && { config }),
    hasPrivateRegistry: origins.some((source) => /^(?:registry|sparse)\+/.test(source) && !isCratesIo(source)),
    hasSshSource: origins.some((source) => source.startsWith('git+ssh:')),
    needs: buildNeeds(slice, askedFeatures(built)),
    ...(channel !== undefined && { channel }),
    ...(sqlxData !== undefined && { sqlxData }),
    service: scanService(texts, new Set(crate.dependencies.map(({ name }) => name))),
  };
}

const isCratesIo = (source: string): boolean =>
  /github\.com\/rust-lang\/crates\.io-index|index\.crates\.io/.test(source);

const join = (folder: string, name: string): string => path.posix.join(folder, name);

const exists = (workspaceRoot: string, file: string): boolean => existsSync(path.join(workspaceRoot, file));

function readText(workspaceRoot: string, file: string): string {
  try {
    return readFileSync(path.join(workspaceRoot, file), 'utf8');
  } catch {
    return '';
  }
}

function noCrate(root: string): HoneError {
  return new HoneError(`${join(root, 'Cargo.toml')} is no crate.`, {
    file: join(root, 'Cargo.toml'),
    hint: 'Name the project of a crate that has a program.',
  });
}

function readSlice(workspaceRoot: string, { crate, projects }: FoundCrate): CargoLockSlice {
  const lock = readCargoLock(workspaceRoot, crate.workspace);
  if (!lock) {
    throw new HoneError(`There is no Cargo.lock in ${crate.workspace}, and an image is built with \`--locked\`.`, {
      file: crate.file,
      hint: 'Run `cargo generate-lockfile`, and commit the file.',
    });
  }
  const [problem] = lock.problems ?? [];
  if (problem)
    throw new HoneError(problem.message, { file: problem.file, ...(problem.hint && { hint: problem.hint }) });
  return createCargoSlicer(lock, projects).slice(crate.root);
}

/** The program that the image runs: what `cargo run` starts, else that of the package's name, else the first. */
function programsOf(crate: CargoCrate): { main: Program; others: Program[] } {
  const { name, defaultRun } = crate.package;
  const programs = crate.targets.filter(({ kind }) => kind === 'bin');
  const main = programs.find((one) => one.name === (defaultRun ?? name)) ?? programs[0];
  if (!main) {
    throw new HoneError(`The crate ${name} has no program, so there is nothing for an image to run.`, {
      file: crate.file,
      hint: 'Add `src/main.rs`, or name the project that has the program.',
    });
  }
  const toProgram = ({ name: program, requiredFeatures = [] }: (typeof programs)[number]): Program => ({
    name: program,
    features: requiredFeatures,
  });
  return { main: toProgram(main), others: programs.filter((one) => one !== main).map(toProgram) };
}

/** The crate and the local crates that it is built with, by folder; for its tests, its development dependencies too. */
function localClosure({ crate, projects, workspace }: FoundCrate, use: 'build' | 'test'): CargoCrate[] {
  const byRoot = new Map(projects.crates.map((one) => [one.root, one]));
  const found = new Set([crate]);
  for (const one of found) {
    for (const dependency of one.dependencies) {
      if (dependency.kind === 'dev' && !(use === 'test' && one === crate)) continue;
      const folder = localFolder(dependency, workspace);
      const target = folder === undefined ? undefined : byRoot.get(folder);
      if (target) found.add(target);
    }
  }
  return [...found].sort((a, b) => (a.root < b.root ? -1 : 1));
}

/** Folders of crates, and what their sources name outside of them: a `.proto` file, a file that is compiled in. */
function withReferences(workspaceRoot: string, walker: Walker, crates: readonly CargoCrate[]): string[] {
  const folders = crates.map(({ root }) => root);
  const outside = crates.flatMap((crate) =>
    readCrateReferences(workspaceRoot, crate, walker.listFiles(crate.root, { extensions: ['.rs'] })).outside.map(
      // What a glob stands for is copied as its folder.
      (pattern) => pattern.replace(/\/?[^/]*[*?[].*$/, ''),
    ),
  );
  return outermost([...folders, ...outside].filter((one) => one !== '' && exists(workspaceRoot, one)));
}

/** Without what lies inside of another; sorted. */
function outermost(paths: readonly string[]): string[] {
  const sorted = [...new Set(paths)].sort();
  return sorted.filter(
    (one) => !sorted.some((other) => other !== one && (other === '.' || one.startsWith(`${other}/`))),
  );
}

/** The features that manifests of these crates ask of a dependency. */
function askedFeatures(crates: readonly CargoCrate[]): (name: string) => readonly string[] {
  return (name) =>
    crates.flatMap(({ dependencies }) =>
      dependencies.filter((one) => one.name === name).flatMap((one) => one.features),
    );
}

function cargoConfig(workspaceRoot: string, folder: string): string | undefined {
  return ['.cargo/config.toml', '.cargo/config']
    .map((name) => join(folder, name))
    .find((at) => exists(workspaceRoot, at));
}

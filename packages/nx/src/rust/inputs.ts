import type { TargetConfiguration } from '@nx/devkit';
import { foldersAbove } from '../graph/candidates.js';
import { fileOrFolder } from './dependencies.js';
import { testFolders } from './sources.js';
import { hostOf } from './toolchain.js';
import type { CrateFacts } from './types.js';

type Input = NonNullable<TargetConfiguration['inputs']>[number];

/** The named input of a crate's own files, of what its sources name, and of variables. */
export const inputName = 'rust';

/** The file name of a crate's part of its `Cargo.lock`. */
export const sliceName = 'cargo-lock-slice.json';

/** What cargo, rustc, clippy and rustfmt look for in a crate's folder and in all above it. */
const configurations = [
  '.cargo/{config,config.toml}',
  '{rust-toolchain,rust-toolchain.toml,clippy.toml,.clippy.toml,rustfmt.toml,.rustfmt.toml,deny.toml}',
];

/** Locks are no inputs: their slices count in their place. */
const locks = ['Cargo.lock', 'uv.lock', 'poetry.lock', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

const ownFiles = ['{projectRoot}/**/*', '!{projectRoot}/target/**/*', `!{projectRoot}/{${locks.join(',')}}`];

/** Variables that change what the compiler sees. Wrappers such as sccache do not, so they are none of these. */
const variables = [
  'RUSTFLAGS',
  'RUSTDOCFLAGS',
  'CARGO_ENCODED_RUSTFLAGS',
  'CARGO_ENCODED_RUSTDOCFLAGS',
  'CARGO_BUILD_RUSTFLAGS',
  'CARGO_BUILD_TARGET',
  'CARGO_BUILD_RUSTC',
  'CARGO_PROFILE_DEV_DEBUG_ASSERTIONS',
  'CARGO_PROFILE_DEV_OVERFLOW_CHECKS',
  'CARGO_PROFILE_DEV_PANIC',
  'RUSTC',
  'RUSTC_BOOTSTRAP',
  'RUSTC_WORKSPACE_WRAPPER',
  'RUSTUP_TOOLCHAIN',
  'CLIPPY_CONF_DIR',
  'PROTOC',
  'PROTOC_INCLUDE',
  'LIBCLANG_PATH',
  'PKG_CONFIG_PATH',
];

/**
 * The files and variables that a command of cargo reads for a crate, those of crates that it depends on by their folders
 * apart.
 *
 * Any file of the crate may be read by its build script, by a macro or by `include_str!`, so all of them are inputs.
 *
 * @param inherited files that the crates it depends on read outside their folders
 * @param rustc the identity of the compiler
 */
export function crateInputs(crate: CrateFacts, inherited: readonly string[], rustc: string): Input[] {
  return [
    ...ownFiles,
    ...foldersAbove(crate.root).flatMap(configurationsIn),
    ...outsideFiles(crate, inherited).map((file) => `{workspaceRoot}/${file}`),
    ...variableInputs(rustc),
  ];
}

/**
 * What cargo reads for a crate outside its folder, configurations apart: files and patterns, relative to the workspace
 * root, sorted.
 *
 * @param inherited files that the crates it depends on read outside their folders
 */
export function outsideFiles({ root, cargoWorkspace, references }: CrateFacts, inherited: readonly string[]): string[] {
  const named = [...references.files, ...references.buildInputs.flatMap(fileOrFolder), ...inherited];
  if (cargoWorkspace) named.push(cargoWorkspace.file);
  return [...new Set(named)].filter((file) => !isBelow(file, root)).sort();
}

/**
 * What is read of the projects that a crate depends on, as far as their sources do not name more: all but tests, benchmarks
 * and examples, and right in the folder all but locks, which are what ends in k. Nx wants such inputs in a target, not in a
 * named input, takes each by itself, so that none takes away from another, and has `!(…)` for folders only.
 */
export const dependencyInputs: readonly Input[] = [
  `^{projectRoot}/!(${['target', ...testFolders].join('|')})/**/*`,
  '^{projectRoot}/*[^k]',
];

function isBelow(file: string, root: string): boolean {
  return root === '.' || file.startsWith(`${root}/`);
}

function configurationsIn(folder: string): string[] {
  const prefix = folder === '.' ? '{workspaceRoot}' : `{workspaceRoot}/${folder}`;
  return configurations.map((pattern) => `${prefix}/${pattern}`);
}

/**
 * Cargo has variables for each platform besides; which ones, the host and the variable for another target tell.
 */
function variableInputs(rustc: string): Input[] {
  const triples = [hostOf(rustc), process.env['CARGO_BUILD_TARGET']].filter((triple) => triple !== undefined);
  const flags = triples.map((triple) => `CARGO_TARGET_${triple.toUpperCase().replace(/[-.]/g, '_')}_RUSTFLAGS`);
  return [...variables, ...new Set(flags)].map((env) => ({ env }));
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface RustShape {
  crates: number;
  /** Modules a crate. */
  modules: number;
  /** Functions a module; one has about eight lines. */
  functions: number;
}

/**
 * Writes a Cargo workspace of generated library crates without packages from the registry: each depends on one or two
 * of the ten before it. It is clean for clippy and rustfmt, and the same for the same shape.
 */
export function generateCargoWorkspace(folder: string, shape: RustShape): void {
  rmSync(folder, { recursive: true, force: true });
  const write = (file: string, lines: readonly string[]): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
  };
  write('.gitignore', ['node_modules', 'dist', '.nx', 'target']);
  write('Cargo.toml', ['[workspace]', 'resolver = "2"', 'members = ["crates/*"]']);
  const locked = ['version = 4'];
  for (let index = 0; index < shape.crates; index++) {
    const needs = dependenciesOf(index).map(crateName);
    write(`${crateRoot(index)}/Cargo.toml`, [
      '[package]',
      `name = "${crateName(index)}"`,
      'version = "0.1.0"',
      'edition = "2021"',
      '',
      '[dependencies]',
      ...needs.map((name) => `${name} = { path = "../${name}" }`),
    ]);
    const modules = Array.from({ length: shape.modules }, (_, module) => `part_${module}`);
    write(`${crateRoot(index)}/src/lib.rs`, [
      `//! Crate ${index}.`,
      '',
      ...modules.map((module) => `pub mod ${module};`),
      ...needs.map((name) => `pub use ${name}::part_0 as ${name};`),
    ]);
    for (const module of modules) write(`${crateRoot(index)}/src/${module}.rs`, renderModule(shape.functions));
    locked.push('', '[[package]]', `name = "${crateName(index)}"`, 'version = "0.1.0"');
    if (needs.length > 0) locked.push('dependencies = [', ...needs.sort().map((name) => ` "${name}",`), ']');
  }
  write('Cargo.lock', locked);
}

/** Folders of the generated crates, relative to the workspace. */
export function crateRoots({ crates }: RustShape): string[] {
  return Array.from({ length: crates }, (_, index) => crateRoot(index));
}

const crateName = (index: number): string => `c${String(index).padStart(3, '0')}`;
const crateRoot = (index: number): string => `crates/${crateName(index)}`;

function dependenciesOf(index: number): number[] {
  if (index === 0) return [];
  const back = (step: number): number => Math.max(0, index - 1 - ((index * step) % 10));
  return [...new Set([back(3), back(7)])].sort((a, b) => a - b);
}

function renderModule(functions: number): string[] {
  const head = ['use std::collections::BTreeMap;', '', '#[derive(Debug, Clone, Default)]', 'pub struct Record {'];
  const fields = ['    pub name: String,', '    pub values: Vec<f64>,', '}'];
  const body = Array.from({ length: functions }, (_, index) => [
    '',
    `pub fn step_${index}(records: &[Record], limit: usize) -> BTreeMap<String, f64> {`,
    '    records',
    '        .iter()',
    '        .take(limit)',
    `        .map(|record| (record.name.clone(), record.values.iter().sum::<f64>() * ${index}.0))`,
    '        .collect()',
    '}',
  ]);
  return [...head, ...fields, ...body.flat()];
}

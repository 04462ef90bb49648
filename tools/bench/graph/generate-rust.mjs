// Writes a Cargo workspace that looks like a real one: members with edges between them, ten sources each, and a Cargo.lock
// with packages of a registry. The same arguments give the same bytes.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { write } from './write.mjs';

/**
 * @param {string} root folder to write into
 * @param {{ projects: number, files: number, packages?: number }} size members, their `.rs` files in all, and how many
 *   packages of a registry the lock holds
 */
export function generateRust(root, { projects, files, packages = 300 }) {
  const members = Array.from({ length: projects }, (_, index) => member(index, packages));
  write(join(root, 'Cargo.toml'), rootManifest(members));
  write(join(root, 'Cargo.lock'), lock(members, packages));
  for (const one of members) writeMember(join(root, one.folder), one, Math.round(files / projects));
}

function member(index, packages) {
  // Up to three earlier members, as in the Python workspace.
  const needs = [1, 7, 31].map((step) => index - step).filter((other) => other >= 0 && index % 5 !== 0);
  const third = [3, 11, 23].map((step) => packageName((index * step) % packages));
  return {
    name: memberName(index),
    folder: `crates/${memberName(index)}`,
    needs: needs.map(memberName),
    third: [...new Set(third)].sort(),
  };
}

const memberName = (index) => `crate-${String(index).padStart(4, '0')}`;
const packageName = (index) => `dep-${String(index).padStart(4, '0')}`;

function rootManifest(members) {
  const third = [...new Set(members.flatMap((one) => one.third))].sort();
  return [
    '[workspace]',
    'resolver = "3"',
    'members = ["crates/*"]',
    '',
    '[workspace.package]',
    'version = "0.1.0"',
    'edition = "2024"',
    '',
    '[workspace.dependencies]',
    ...third.map((name) => `${name} = "1"`),
    ...members.map(({ name, folder }) => `${name} = { path = "${folder}" }`),
    '',
  ].join('\n');
}

function writeMember(folder, { name, needs, third }, files) {
  const lines = [
    '[package]',
    `name = "${name}"`,
    'version.workspace = true',
    'edition.workspace = true',
    '',
    '[dependencies]',
    ...third.map((one) => `${one} = { workspace = true, features = ["std"] }`),
    ...needs.slice(0, 2).map((one) => `${one}.workspace = true`),
    '',
    '[dev-dependencies]',
    ...needs.slice(2).map((one) => `${one} = { path = "../${one}" }`),
    '',
  ];
  write(join(folder, 'Cargo.toml'), lines.join('\n'));
  // Without the plugin Nx would find no project at all.
  write(join(folder, 'project.json'), `${JSON.stringify({ name, projectType: 'library' })}\n`);
  const parts = Array.from({ length: files - 1 }, (_, index) => `part_${index}`);
  write(join(folder, 'src/lib.rs'), parts.map((part) => `pub mod ${part};\n`).join(''));
  for (const part of parts) write(join(folder, `src/${part}.rs`), source(part));
}

/** About 90 lines. */
function source(part) {
  const body = Array.from({ length: 11 }, (_, index) => [
    `/// What ${part} makes of a value.`,
    `pub fn function_${index}(value: f64) -> Result<f64, String> {`,
    '    if value < 0.0 {',
    '        return Err(format!("negative: {value}"));',
    '    }',
    '    Ok(value.sqrt())',
    '}',
    '',
  ]);
  return ['use std::collections::BTreeMap;', '', 'pub type Values = BTreeMap<String, f64>;', '', ...body.flat()].join(
    '\n',
  );
}

function lock(members, packages) {
  const third = Array.from({ length: packages }, (_, index) => ({
    name: packageName(index),
    version: `1.${index}.0`,
    source: 'registry+https://github.com/rust-lang/crates.io-index',
    // Each needs up to three that come later: no circles.
    needs: [1, 5, 17]
      .map((step) => index + step)
      .filter((other) => other < packages && index % 4 !== 0)
      .map(packageName),
  }));
  const ours = members.map(({ name, needs, third: more }) => ({ name, version: '0.1.0', needs: [...needs, ...more] }));
  const entries = [...ours, ...third].sort((a, b) => (a.name < b.name ? -1 : 1)).map(entry);
  return `version = 4\n\n${entries.join('\n')}`;
}

function entry({ name, version, source: from, needs }) {
  const checksum = createHash('sha256').update(name).digest('hex');
  return [
    '[[package]]',
    `name = "${name}"`,
    `version = "${version}"`,
    ...(from ? [`source = "${from}"`, `checksum = "${checksum}"`] : []),
    ...(needs.length > 0 ? ['dependencies = [', ...[...needs].sort().map((one) => ` "${one}",`), ']'] : []),
    '',
  ].join('\n');
}

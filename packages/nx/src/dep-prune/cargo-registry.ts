import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The locked crates whose sources lie in cargo's registry folder on this machine: their manifests name their libraries and
 * licences.
 *
 * @param nodes names of the nodes of locked packages: `cargo:serde@1.0.219`
 * @returns `serde-1.0.219`, sorted
 */
export function unpackedCrates(nodes: Iterable<string>): string[] {
  const wanted = new Set<string>();
  for (const node of nodes) {
    const [, name, version] = /^cargo:([^@]+)@([^ ]+)/.exec(node) ?? [];
    if (name !== undefined) wanted.add(`${name}-${version}`);
  }
  const sources = path.join(process.env['CARGO_HOME'] ?? path.join(homedir(), '.cargo'), 'registry', 'src');
  const present = new Set(listFolder(sources).flatMap((index) => listFolder(path.join(sources, index))));
  return [...wanted].filter((name) => present.has(name)).sort();
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

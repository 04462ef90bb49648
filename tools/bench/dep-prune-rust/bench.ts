import { readdirSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { createCrateFinder } from '@hone/core/cargo';
import { createWalker } from '@hone/core/files';
import { run } from '@hone/e2e/harness';
import type { Bench } from '../lib/definition.js';
import { renderTable } from '../lib/table.js';
/* eslint-disable @nx/enforce-module-boundaries -- the engine is measured without its executor, and is no public API */
import { judge } from '../../../packages/dep-prune/src/engine/judge/judge.js';
import { readRustFacts } from '../../../packages/dep-prune/src/engine/rust/read-facts.js';

const bench: Bench = {
  summary: 'Judges the crates of real checkouts (--checkouts=<folder>), beside cargo-machete and cargo-shear.',
  async run({ args }) {
    const folder = args.find((arg) => arg.startsWith('--checkouts='))?.split('=')[1];
    if (folder === undefined) return 'Give a folder of git checkouts: --checkouts=<folder>.';
    const rows: (string | number)[][] = [];
    for (const name of readdirSync(folder).sort()) {
      const root = resolve(folder, name);
      const [ours, crates] = unusedOf(root);
      const machete = await macheteOf(root);
      const shear = await shearOf(root);
      for (const key of [...new Set([...ours, ...machete, ...shear])].sort()) {
        const says = [ours.has(key) && 'hone', machete.has(key) && 'machete', shear.has(key) && 'shear'].filter(
          Boolean,
        );
        console.error(`${name}/${key}: ${says.join(', ')}`);
      }
      rows.push([name, crates, ours.size, machete.size, shear.size]);
    }
    return renderTable(['workspace', 'crates', 'unused: Hone', 'cargo-machete', 'cargo-shear'], rows);
  },
};
export default bench;

/** `<crate's folder> <dependency>` of what is unused, and how many crates there are. */
function unusedOf(workspaceRoot: string): [Set<string>, number] {
  const walker = createWalker(workspaceRoot);
  const find = createCrateFinder(workspaceRoot);
  const folders = walker.listFiles('.', { filter: (name) => name === 'Cargo.toml' }).map((file) => posix.dirname(file));
  const crates = folders.filter((folder) => {
    const found = find(folder);
    return found !== undefined && !found.crate.stray && found.crate.targets.length > 0;
  });
  const unused = crates.flatMap((root) => {
    const nestedRoots = folders.filter((other) => other !== root && (root === '.' || other.startsWith(`${root}/`)));
    const project = { name: root, root };
    const facts = readRustFacts({ workspaceRoot, project, nestedRoots, closure: [], options: {}, walker });
    const verdicts = facts ? judge(facts, { keep: [] }) : [];
    return verdicts.filter(({ kind }) => kind === 'unused').map(({ name }) => `${root} ${name}`);
  });
  return [new Set(unused), crates.length];
}

async function macheteOf(cwd: string): Promise<Set<string>> {
  const { output } = await run(['cargo', 'machete', '.'], { cwd });
  const found = new Set<string>();
  let folder = '';
  for (const line of output.split('\n')) {
    const manifest = /^\S+ -- \.\/(.*)Cargo\.toml:$/.exec(line)?.[1];
    if (manifest !== undefined) folder = manifest.replace(/\/$/, '') || '.';
    else if (/^\t\S+$/.test(line)) found.add(`${folder} ${line.trim()}`);
  }
  return found;
}

interface ShearFinding {
  code: string;
  message: string;
  file: string;
}

async function shearOf(cwd: string): Promise<Set<string>> {
  const { output } = await run(['cargo', 'shear', '--format', 'json'], { cwd });
  const start = output.indexOf('{\n');
  if (start < 0) return new Set();
  const { findings } = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)) as { findings: ShearFinding[] };
  const unused = findings.filter(({ code }) => /^shear\/unused_(?:optional_)?dependency$/.test(code));
  return new Set(
    unused.map(
      ({ file, message }) => `${posix.dirname(join(file).replaceAll('\\', '/'))} ${/`([^`]+)`/.exec(message)?.[1]}`,
    ),
  );
}

import { readdirSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { createCrateFinder } from '@hone/core/cargo';
import { createWalker } from '@hone/core/files';
import { run } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { renderTable, round } from '../lib/table.js';
import { assemble } from '../dep-prune-python/assemble.js';
import checkouts from './checkouts.json' with { type: 'json' };
/* eslint-disable @nx/enforce-module-boundaries -- the engine is measured without its executor, and is no public API */
import { judge } from '../../../packages/dep-prune/src/engine/judge/judge.js';
import type { Verdict } from '../../../packages/dep-prune/src/engine/types.js';
import { readRustFacts } from '../../../packages/dep-prune/src/engine/rust/read-facts.js';

const store = join(benchFolder, 'dep-prune-rust');

const bench: Bench = {
  summary:
    'Judges the crates of real workspaces (fetched, or --checkouts=<folder>); with --peers beside cargo-machete and cargo-shear.',
  async run({ args }) {
    const given = args.find((arg) => arg.startsWith('--checkouts='))?.split('=')[1];
    const folder = given ?? join((await assemble(store, [], checkouts)).root, 'packages');
    const withPeers = args.includes('--peers');
    const rows: (string | number)[][] = [];
    /** How what a peer calls unused was judged here. */
    const judgedAs = new Map<string, number>();
    for (const name of readdirSync(folder).sort()) {
      const root = resolve(folder, name);
      const { unused, kinds, crates, names, seconds } = judgeAll(root);
      const machete = withPeers ? await macheteOf(root) : new Set<string>();
      const shear = withPeers ? await shearOf(root) : new Set<string>();
      for (const key of [...new Set([...unused, ...machete, ...shear])].sort()) {
        const kind = kinds.get(key) ?? 'not declared here';
        const peers = [machete.has(key) && 'cargo-machete', shear.has(key) && 'cargo-shear'].filter(
          (one) => one !== false,
        );
        for (const peer of peers) judgedAs.set(`${peer}|${kind}`, (judgedAs.get(`${peer}|${kind}`) ?? 0) + 1);
        console.error(`${name}/${key}: here ${kind}; unused to ${peers.join(', ') || 'no peer'}`);
      }
      rows.push([name, crates, names, unused.size, round(seconds), machete.size, shear.size]);
    }
    const head = ['workspace', 'crates', 'names', 'unused: Hone', 'seconds', 'cargo-machete', 'cargo-shear'];
    const peers = [...judgedAs].sort().map(([key, count]) => [...key.split('|'), count]);
    return [renderTable(head, rows), renderTable(['peer says unused', 'judged here as', 'names'], peers)].join('\n\n');
  },
};
export default bench;

interface Judged {
  /** `<manifest's folder> <dependency>`. */
  unused: Set<string>;
  kinds: Map<string, string>;
  crates: number;
  names: number;
  seconds: number;
}

function judgeAll(workspaceRoot: string): Judged {
  const start = performance.now();
  const walker = createWalker(workspaceRoot);
  const find = createCrateFinder(workspaceRoot);
  const folders = walker.listFiles('.', { filter: (name) => name === 'Cargo.toml' }).map((file) => posix.dirname(file));
  const crates = folders.filter((folder) => {
    const found = find(folder);
    return found !== undefined && !found.crate.stray && found.crate.targets.length > 0;
  });
  const answered = new Set<string>();
  const verdicts = crates.flatMap((root) => {
    const nestedRoots = folders.filter((other) => other !== root && (root === '.' || other.startsWith(`${root}/`)));
    const project = { name: root, root };
    const { workspace } = find(root)!;
    // One crate answers for the table of its workspace.
    const idle = answered.has(workspace.root) ? [] : (workspace.idleDependencies ?? []);
    answered.add(workspace.root);
    const options = { workspaceDependencies: idle.map(({ alias }) => alias) };
    const facts = readRustFacts({ workspaceRoot, project, nestedRoots, closure: [], options, walker });
    return facts ? judge(facts, { keep: [] }) : [];
  });
  const unused = verdicts.filter(({ kind }) => kind === 'unused');
  const keyOf = ({ name, declarations }: Verdict): string => `${posix.dirname(declarations[0]?.file ?? '')} ${name}`;
  const kinds = new Map(verdicts.map((verdict) => [keyOf(verdict), verdict.kind]));
  const seconds = (performance.now() - start) / 1000;
  return { unused: new Set(unused.map(keyOf)), kinds, crates: crates.length, names: verdicts.length, seconds };
}

async function macheteOf(cwd: string): Promise<Set<string>> {
  const { output } = await run(['cargo', 'machete', '--with-metadata', '.'], { cwd });
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
  const unused = findings.filter(({ code }) => /^shear\/unused_(?:optional_|workspace_)?dependency$/.test(code));
  return new Set(
    unused.map(
      ({ file, message }) => `${posix.dirname(join(file).replaceAll('\\', '/'))} ${/`([^`]+)`/.exec(message)?.[1]}`,
    ),
  );
}

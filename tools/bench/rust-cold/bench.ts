import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyTree, run } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { configureFloor, type FloorShape } from '../lib/floor.js';
import { crateRoots, generateCargoWorkspace, type RustShape } from '../lib/generate-rust.js';
import { forget, nxMode, type NxMode, runTarget, stopDaemon, underGit, writeNxJson } from '../lib/hone-workspace.js';
import { installPackages, linkInstallation, onlyTools } from '../lib/installation.js';
import { measureInTurn, type Variant } from '../lib/measure.js';
import { renderTable, round } from '../lib/table.js';

const SHAPE: RustShape = { crates: 60, modules: 4, functions: 10 };
/** A slice and a report a crate; after an edit of a source there is one batch only. */
const FLOOR: FloorShape = { manifest: 'Cargo.toml', targets: ['slice', 'noop'] };
/** 28 of the 60 crates depend on it, directly or not. */
const EDITED = 'crates/c027/src/part_0.rs';

const bench: Bench = {
  summary: '60 crates from nothing and after an edit: one batch of ours, plain cargo, and @monodon/rust.',
  async run({ args, rounds }) {
    const mode = nxMode(args);
    mkdirSync(benchFolder, { recursive: true });
    const installation = await installPackages({ '@monodon/rust': '3.0.0' }, onlyTools(args));
    const base = join(benchFolder, 'rust-cold', 'base');
    generateCargoWorkspace(base, SHAPE);

    const workspace = async (name: string, configure: (root: string) => void) => {
      const root = join(benchFolder, 'rust-cold', name);
      rmSync(root, { recursive: true, force: true });
      copyTree(base, root);
      linkInstallation(installation, root);
      configure(root);
      await underGit(root);
      return root;
    };
    const hone = (steps: string[]) => (root: string) => configureHone(root, steps);
    const checked = await workspace('hone-check', hone(['check']));
    const linted = await workspace('hone', hone(['check', 'clippy', 'fmt']));
    const peer = await workspace('monodon', configurePeer);
    const noop = await workspace('noop', configureNoop);
    const floor = await workspace('floor', (root) => configureFloor(root, FLOOR));
    const variants = [
      nxVariant('Hone, check', checked, 'rust-check', mode),
      nxVariant('Hone, check, clippy and fmt', linted, 'rust-check', mode),
      nxVariant('Nx alone, a no-op target a crate', noop, 'noop', mode),
      nxVariant('Nx alone, a plugin and batches that do nothing', floor, 'noop', mode),
      cargoVariant('cargo check --workspace --all-targets', base, ['check', '--workspace', '--all-targets']),
      cargoVariant('cargo clippy --workspace --all-targets', base, ['clippy', '--workspace', '--all-targets']),
      nxVariant('@monodon/rust check', peer, 'check', mode),
    ];
    const cold = await measureInTurn(
      variants.map(({ cold: variant }) => variant),
      rounds,
    );
    const edited = await measureInTurn(
      variants.map(({ edited: variant }) => variant),
      rounds,
    );
    if (mode.daemon) await Promise.all([checked, linted, peer, noop, floor].map(stopDaemon));
    return renderTable(
      ['variant', 'cold, median (s)', 'one crate edited, median (s)'],
      cold.map(({ name, median }, index) => [name, round(median), round(edited[index]?.median ?? Number.NaN)]),
    );
  },
};
export default bench;

interface Variants {
  /** No target folder, nothing stored. */
  cold: Variant;
  /** Everything was checked before, then one source file changed. */
  edited: Variant;
}

function nxVariant(name: string, root: string, target: string, mode: NxMode): Variants {
  const once = async (skipCache: boolean) => {
    const result = await runTarget(root, target, { ...mode, skipCache });
    const own = result.tasks.filter((task) => task.target === target);
    if (result.code !== 0 || own.length !== SHAPE.crates) {
      throw new Error(`${name}: ${own.length} tasks, code ${result.code}\n${result.output.slice(-3000)}`);
    }
    return result.seconds;
  };
  const prepare = () => {
    rmSync(join(root, 'target'), { recursive: true, force: true });
    if (!mode.daemon) forget(root);
  };
  return {
    cold: { name, prepare, run: () => once(mode.daemon) },
    edited: { name, prepare: () => editSource(root), run: () => once(false) },
  };
}

function cargoVariant(name: string, root: string, args: readonly string[]): Variants {
  const once = async () => {
    const { code, seconds, output } = await run(['cargo', ...args, '--quiet'], { cwd: root });
    if (code !== 0) throw new Error(`${name}: code ${code}\n${output}`);
    return seconds;
  };
  const prepare = () => rmSync(join(root, 'target'), { recursive: true, force: true });
  return {
    cold: { name, prepare, run: once },
    edited: { name, prepare: () => editSource(root), run: once },
  };
}

let edits = 0;

function editSource(root: string): void {
  const source = readFileSync(join(root, EDITED), 'utf8');
  writeFileSync(join(root, EDITED), source.replace(/\n\/\/ Edit \d+\.\n$/, '\n'));
  appendFileSync(join(root, EDITED), `// Edit ${++edits}.\n`);
}

function configureHone(root: string, steps: string[]): void {
  writeNxJson(root, {
    plugins: [{ plugin: '@hone/nx', options: {} }],
    targetDefaults: { 'rust-check': { options: { steps } } },
  });
}

/** Every project of the peer names its targets itself. */
function configurePeer(root: string): void {
  writeNxJson(root, {});
  writeTargets(root, { check: { executor: '@monodon/rust:check', cache: true, outputs: [] } });
}

function configureNoop(root: string): void {
  writeNxJson(root, {});
  writeTargets(root, { noop: { executor: 'nx:noop', cache: true, outputs: [] } });
}

function writeTargets(root: string, targets: object): void {
  for (const crate of crateRoots(SHAPE)) {
    const path = join(root, crate, 'project.json');
    if (existsSync(path)) throw new Error(`${path} is there already`);
    writeFileSync(path, JSON.stringify({ name: crate.split('/')[1], targets }, null, 2));
  }
}

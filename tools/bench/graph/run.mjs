// Measures what the graph plugin adds to an Nx command, beside @nxlv/python with inferDependencies.
//
//   node tools/bench/graph/run.mjs                    300 Python projects, 3,000 files
//   node tools/bench/graph/run.mjs 1000 20000         1,000 projects, 20,000 files
//   node tools/bench/graph/run.mjs rust               a Cargo workspace of 300 members, 3,000 files, 300 locked packages
//   node tools/bench/graph/run.mjs rust 1000 20000
//   node tools/bench/graph/run.mjs docker             the Python projects, each with a Dockerfile
//
// `--only=python-validate` installs what `nx add @hone/python-validate` does, not the whole family.
// Needs built packages (`npm run build`) and the registry. Every variant runs in turn, five times over, without the
// daemon; `the same answers` is what Nx takes for the plugin's result alone. The table gives medians of wall time, and of
// the largest resident memory of any of the processes.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kinds } from './kinds.mjs';
import { installReplay, RECORD, replay } from './replay.mjs';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const only = process.argv.find((word) => word.startsWith('--only='));
const words = process.argv.slice(2).filter((word) => word !== only);
const [language, ...sizes] = words[0] in kinds ? words : ['python', ...words];
const [projects = 300, files = 3000] = sizes.map(Number);
const { generate, packages: peers, variants } = kinds[language];
const packages = process.env.HONE_PACKAGES ?? join(repository, 'packages');
const rounds = Number(process.env.ROUNDS ?? 5);
const nx = process.env.NX_VERSION ?? '23.2.1';
/** Each tool that is installed adds its targets. */
const TOOLS = only?.slice('--only='.length).split(',') ?? [
  'python-validate',
  'rust-check',
  'docker-multistage',
  'dep-prune',
  'build-fix',
];
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const root = mkdtempSync(join(tmpdir(), 'hone-bench-graph-'));
try {
  prepareWorkspace();
  recordAnswers();
  const times = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  // Apart from the timed runs, since looking costs time.
  const memory = Object.fromEntries(Object.keys(variants).map((name) => [name, measureMemory(name)]));
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(variants)) {
      // Nx keeps its own graph for one set of plugins, so the first command after a change of it does not count.
      useVariant(name);
      runNx();
      times[name].push(measure(name));
    }
  }
  report(times, memory);
} finally {
  if (!process.env.KEEP) rmSync(root, { recursive: true, force: true });
  else console.log(`The workspace is kept: ${root}`);
}

function prepareWorkspace() {
  const tarballs = mkdtempSync(join(tmpdir(), 'hone-bench-pack-'));
  for (const name of ['core', 'nx', ...TOOLS]) {
    if (!existsSync(join(packages, name, 'dist'))) throw new Error('Run `npm run build` first.');
    execFileSync(npm, ['pack', '--silent', '--pack-destination', tarballs], {
      cwd: join(packages, name),
      stdio: 'ignore',
    });
  }
  generate(root, { projects, files });
  writeFileSync(join(root, 'package.json'), `${JSON.stringify({ name: 'bench', private: true })}\n`);
  writeFileSync(join(root, '.gitignore'), 'node_modules\n.nx\ndist\n');
  writeFileSync(join(root, 'nx.json'), '{}\n');
  const packed = readdirSync(tarballs).map((file) => join(tarballs, file));
  const wanted = [`nx@${nx}`, `@nx/devkit@${nx.split('.').slice(0, 2).join('.')}`, ...peers, ...packed];
  execFileSync(npm, ['install', '--silent', '--no-audit', '--no-fund', '--legacy-peer-deps', ...wanted], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  rmSync(tarballs, { recursive: true, force: true });
  execFileSync('git', ['init', '-q', root]);
  mkdirSync(join(root, '.nx'));
}

/** Of the plugin with nothing changed, for the variant that gives them again. */
function recordAnswers() {
  installReplay(root);
  writeNxJson({ plugins: [replay] });
  runNx({ [RECORD]: 'true' });
}

function useVariant(name) {
  writeNxJson(variants[name].nxJson);
}

function writeNxJson(content) {
  writeFileSync(join(root, 'nx.json'), `${JSON.stringify({ analytics: false, ...content }, null, 2)}\n`);
}

/** @returns seconds */
function measure(name) {
  useVariant(name);
  variants[name].prepare?.(root);
  const start = process.hrtime.bigint();
  const output = runNx();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { nodes } = JSON.parse(readFileSync(join(root, '.nx/workspace-data/project-graph.json'), 'utf8'));
  const found = Object.values(nodes).filter(
    ({ data }) => !variants[name].target || data.targets[variants[name].target],
  );
  if (found.length < projects) throw new Error(`${name}: ${found.length} projects instead of ${projects}\n${output}`);
  return seconds;
}

/** @returns the largest resident memory of any of the processes, in KiB */
function measureMemory(name) {
  useVariant(name);
  variants[name].prepare?.(root);
  const folder = mkdtempSync(join(root, '.nx/memory-'));
  const preload = new URL('./peak-memory.mjs', import.meta.url);
  runNx({ NODE_OPTIONS: `--import=${preload}`, HONE_BENCH_MEMORY: folder });
  return Math.max(...readdirSync(folder).map((file) => Number(file.split('-')[0])));
}

function runNx(extra = {}) {
  const env = {
    ...process.env,
    NX_DAEMON: 'false',
    NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/workspace-data'),
    ...extra,
  };
  const args = [join(root, 'node_modules/nx/dist/bin/nx.js'), 'show', 'projects'];
  // Into a file: Nx may end before a pipe has taken all of its output.
  const file = join(root, '.nx/output');
  const out = openSync(file, 'w');
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', out, 'pipe'],
  });
  closeSync(out);
  const output = readFileSync(file, 'utf8');
  if (status !== 0) throw new Error(`nx failed:\n${output}${stderr}`);
  return output;
}

function report(times, memory) {
  console.log(
    `${language}: ${projects} projects, ${files} files, Nx ${nx}, Node ${process.versions.node}, median of ${rounds}`,
  );
  const base = median(times['no plugin']);
  for (const [name, samples] of Object.entries(times)) {
    const seconds = median(samples);
    const mebibytes = Math.round(memory[name] / 1024);
    console.log(
      `${name.padEnd(32)}${seconds.toFixed(2).padStart(7)} s  +${(seconds - base).toFixed(2)} s  ${mebibytes} MiB`,
    );
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { copyTree, embeddedRuffVersion, mustRun, run } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { configureFloor, type FloorShape } from '../lib/floor.js';
import { generateWorkspace, projectRoots, type Shape } from '../lib/generate.js';
import {
  configureHone,
  forget,
  type NxMode,
  nxMode,
  runTarget,
  stopDaemon,
  underGit,
  type ValidateDefaults,
  writeNxJson,
} from '../lib/hone-workspace.js';
import { installPackages, linkInstallation, makePythonTools, onlyTools } from '../lib/installation.js';
import { measureInTurn, type Variant } from '../lib/measure.js';
import { renderTable, round } from '../lib/table.js';

const SHAPE: Shape = { projects: 100, files: 10, functions: 15 };
/** A slice and a report a project. */
const FLOOR: FloorShape = { manifest: 'pyproject.toml', targets: ['slice', 'noop'] };
const LINT_ONLY = { syntax: false, imports: false, metadata: false, lock: false };

const bench: Bench = {
  summary: '100 projects from nothing (or with `--daemon`): one batch of ours, the executor of @nxlv/python, and ruff.',
  async run({ args, rounds }) {
    const mode = nxMode(args);
    mkdirSync(benchFolder, { recursive: true });
    const tools = await makePythonTools(embeddedRuffVersion);
    const installation = await installPackages({ '@nxlv/python': '23.1.1' }, onlyTools(args));
    const env = { PATH: `${tools.bin}${delimiter}${process.env['PATH']}` };

    const base = join(benchFolder, 'cold-batch', 'base');
    generateWorkspace(base, SHAPE, [`ruff==${embeddedRuffVersion}`]);
    await mustRun([tools.uv, 'lock', '-q'], { cwd: base });

    const roots: string[] = [];
    const workspace = async (name: string, configure: (root: string) => void) => {
      const root = join(benchFolder, 'cold-batch', name);
      rmSync(root, { recursive: true, force: true });
      copyTree(base, root);
      linkInstallation(installation, root);
      configure(root);
      await mustRun([tools.uv, 'sync', '-q', '--all-packages'], { cwd: root });
      await underGit(root);
      roots.push(root);
      return root;
    };
    const hone = async (name: string, options: ValidateDefaults): Promise<Variant> => {
      const root = await workspace(name, (folder) => configureHone(folder, options));
      return nxVariant(name, root, 'python-validate', env, mode);
    };

    const peer = await workspace('nxlv', configurePeer);
    const noop = await workspace('noop', configureNoop);
    const floor = await workspace('floor', (root) => configureFloor(root, FLOOR));
    const check = [tools.ruff, 'check', '--no-cache', '-q', '.'];
    const least = await workspace('least', (root) => configureFloor(root, { ...FLOOR, command: check }));
    const variants: Variant[] = [
      await hone('Hone, all checks, native ruff', { engine: 'native' }),
      await hone('Hone, all checks, embedded ruff', { engine: 'embedded' }),
      await hone('Hone, lint only, native ruff', { engine: 'native', checks: LINT_ONLY }),
      nxVariant('Nx alone, a no-op target a project', noop, 'noop', env, mode),
      nxVariant('Nx alone, a plugin and two batches that do nothing', floor, 'noop', env, mode),
      nxVariant('The same, and one of the batches starts ruff', least, 'noop', env, mode),
      nxVariant('@nxlv/python ruff-check', peer, 'ruff-check', env, mode),
      {
        name: 'ruff check, one process',
        prepare: () => forget(base),
        run: async () => (await run(check, { cwd: base })).seconds,
      },
    ];
    const measured = await measureInTurn(variants, rounds);
    if (mode.daemon) await Promise.all(roots.map(stopDaemon));
    return renderTable(
      ['variant', 'median (s)', 'all rounds (s)'],
      measured.map(({ name, median, seconds }) => [
        name,
        round(median),
        seconds.map((value) => value.toFixed(2)).join(', '),
      ]),
    );
  },
};
export default bench;

function nxVariant(name: string, root: string, target: string, env: Record<string, string>, mode: NxMode): Variant {
  return {
    name,
    // With the daemon, the graph is there already: what is cold then are the tasks.
    prepare: () => (mode.daemon ? undefined : forget(root)),
    run: async () => {
      const result = await runTarget(root, target, { env, ...mode, skipCache: mode.daemon });
      const own = result.tasks.filter((task) => task.target === target);
      if (result.code !== 0 || own.length !== SHAPE.projects) {
        throw new Error(`${name}: ${own.length} tasks, code ${result.code}\n${result.output.slice(-3000)}`);
      }
      return result.seconds;
    },
  };
}

function configurePeer(root: string): void {
  writeNxJson(root, {});
  writeTargets(root, {
    'ruff-check': {
      executor: '@nxlv/python:ruff-check',
      cache: true,
      outputs: [],
      options: { lintFilePatterns: ['.'] },
    },
  });
}

function configureNoop(root: string): void {
  writeNxJson(root, {});
  writeTargets(root, { noop: { executor: 'nx:noop', cache: true, outputs: [] } });
}

function writeTargets(root: string, targets: object): void {
  for (const project of projectRoots(SHAPE)) {
    const path = join(root, project, 'project.json');
    if (existsSync(path)) throw new Error(`${path} is there already`);
    writeFileSync(path, JSON.stringify({ name: project.split('/')[1], targets }, null, 2));
  }
}

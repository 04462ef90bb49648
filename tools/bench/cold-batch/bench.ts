import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { copyTree, embeddedRuffVersion, mustRun, run } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
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
import { installPackages, linkInstallation, makePythonTools } from '../lib/installation.js';
import { measureInTurn, type Variant } from '../lib/measure.js';
import { renderTable, round } from '../lib/table.js';

const SHAPE: Shape = { projects: 100, files: 10, functions: 15 };
const LINT_ONLY = { syntax: false, imports: false, metadata: false, lock: false };

const bench: Bench = {
  summary: '100 projects from nothing (or with `--daemon`): one batch of ours, the executor of @nxlv/python, and ruff.',
  async run({ args, rounds }) {
    const mode = nxMode(args);
    mkdirSync(benchFolder, { recursive: true });
    const tools = await makePythonTools(embeddedRuffVersion);
    const installation = await installPackages({ '@nxlv/python': '23.1.1' });
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
    const floor = await workspace('floor', configureFloor);
    const variants: Variant[] = [
      await hone('Hone, all checks, native ruff', { engine: 'native' }),
      await hone('Hone, all checks, embedded ruff', { engine: 'embedded' }),
      await hone('Hone, lint only, native ruff', { engine: 'native', checks: LINT_ONLY }),
      nxVariant('Nx alone, a no-op target a project', noop, 'noop', env, mode),
      nxVariant('Nx alone, two batches of no-op executors', floor, 'noop', env, mode),
      nxVariant('@nxlv/python ruff-check', peer, 'ruff-check', env, mode),
      {
        name: 'ruff check, one process',
        prepare: () => forget(base),
        run: async () => (await run([tools.ruff, 'check', '--no-cache', '-q', '.'], { cwd: base })).seconds,
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

/** What Nx itself takes for tasks of our shape: a slice and a report a project, from two batches that compute nothing. */
function configureFloor(root: string): void {
  writeNxJson(root, {});
  const plugin = join(root, 'tools', 'noop');
  mkdirSync(plugin, { recursive: true });
  const batched = { schema: './schema.json', implementation: './noop.cjs', batchImplementation: './noop.cjs#batch' };
  const files = {
    'package.json': { name: 'noop', version: '1.0.0', executors: './executors.json' },
    'executors.json': {
      executors: { slice: { ...batched, preferBatch: true }, noop: { ...batched, preferBatch: true } },
    },
    'schema.json': { version: 2, type: 'object', properties: { file: { type: 'string' } } },
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(plugin, name), JSON.stringify(content));
  writeFileSync(join(plugin, 'noop.cjs'), NOOP);
  writeTargets(root, (project) => {
    const target = (executor: string, file: string) => ({
      executor: `./tools/noop:${executor}`,
      cache: true,
      inputs: ['{projectRoot}/**/*', { externalDependencies: [] }],
      outputs: [`{workspaceRoot}/dist/${project}/${file}`],
      options: { file: `dist/${project}/${file}` },
    });
    return { slice: target('slice', 'slice.json'), noop: { ...target('noop', 'noop.sarif'), dependsOn: ['slice'] } };
  });
}

const NOOP = `
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const write = ({ file }) => (mkdirSync(dirname(file), { recursive: true }), writeFileSync(file, '{}'));
exports.default = async (options) => (write(options), { success: true });
exports.batch = async function* ({ tasks }, inputs) {
  for (const task of Object.keys(tasks)) {
    write(inputs[task]);
    yield { task, result: { success: true, terminalOutput: '' } };
  }
};
`;

function writeTargets(root: string, targets: object | ((project: string) => object)): void {
  for (const project of projectRoots(SHAPE)) {
    const path = join(root, project, 'project.json');
    if (existsSync(path)) throw new Error(`${path} is there already`);
    const own = typeof targets === 'function' ? targets(project) : targets;
    writeFileSync(path, JSON.stringify({ name: project.split('/')[1], targets: own }, null, 2));
  }
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyTree, embeddedRuffVersion, mustRun } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { configureFloor } from '../lib/floor.js';
import { generateWorkspace, projectRoots, type Shape } from '../lib/generate.js';
import {
  configureHone,
  forget,
  nxMode,
  type NxMode,
  runTarget,
  stopDaemon,
  underGit,
  writeNxJson,
} from '../lib/hone-workspace.js';
import { installPackages, linkInstallation, makePythonTools, onlyTools } from '../lib/installation.js';
import { measureInTurn, type Variant } from '../lib/measure.js';
import { renderTable, round } from '../lib/table.js';

const SHAPE: Shape = { projects: 100, files: 10, functions: 15 };
const TARGET = 'python-validate';

const bench: Bench = {
  summary: 'Everything from the cache, beside a workspace with as many cached no-op targets.',
  async run({ args, rounds }) {
    const mode = nxMode(args);
    mkdirSync(benchFolder, { recursive: true });
    const tools = await makePythonTools(embeddedRuffVersion);
    const installation = await installPackages({}, onlyTools(args));
    const hone = join(benchFolder, 'warm', 'hone');
    const noop = join(benchFolder, 'warm', 'noop');
    const floor = join(benchFolder, 'warm', 'floor');
    const roots = [hone, noop, floor];

    generateWorkspace(hone, SHAPE);
    await mustRun([tools.uv, 'lock', '-q'], { cwd: hone });
    for (const copy of [noop, floor]) {
      rmSync(copy, { recursive: true, force: true });
      copyTree(hone, copy);
    }
    for (const root of roots) linkInstallation(installation, root);
    configureHone(hone);
    configureNoops(noop);
    configureFloor(floor, { manifest: 'pyproject.toml', targets: ['lock-slice', TARGET] });
    for (const root of roots) {
      await underGit(root);
      forget(root);
      await runTarget(root, TARGET, mode);
    }

    const measured = await measureInTurn(
      [
        warm('Hone', hone, mode),
        warm('no-op targets', noop, mode),
        warm('targets of a plugin that does nothing else', floor, mode),
      ],
      rounds,
    );
    if (mode.daemon) await Promise.all(roots.map(stopDaemon));
    const [ours, theirs, least] = measured.map(({ median }) => median) as [number, number, number];
    const table = renderTable(
      ['variant', 'median (s)', 'all rounds (s)'],
      measured.map(({ name, median, seconds }) => [
        name,
        round(median),
        seconds.map((value) => value.toFixed(2)).join(', '),
      ]),
    );
    return `${table}\n\nRatio: ${round(ours / theirs)}, and to a plugin that does nothing ${round(ours / least)}`;
  },
};
export default bench;

function warm(name: string, root: string, mode: NxMode): Variant {
  return {
    name,
    run: async () => {
      const { tasks, seconds } = await runTarget(root, TARGET, mode);
      const missed = tasks.filter((task) => task.cacheStatus === 'cache-miss');
      if (missed.length > 0) throw new Error(`${name}: ${missed.length} of ${tasks.length} tasks missed the cache`);
      return seconds;
    },
  };
}

/** The same two targets a project, with outputs of the same names, that do nothing. */
function configureNoops(root: string): void {
  writeNxJson(root, {});
  for (const project of projectRoots(SHAPE)) {
    const target = { executor: 'nx:noop', cache: true, outputs: [`{workspaceRoot}/dist/hone/${project}`] };
    const targets = { 'lock-slice': target, [TARGET]: { ...target, dependsOn: ['lock-slice'] } };
    writeFileSync(join(root, project, 'project.json'), JSON.stringify({ name: project.split('/')[1], targets }));
  }
}

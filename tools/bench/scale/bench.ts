import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedRuffVersion, mustRun } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { generateWorkspace, type Shape } from '../lib/generate.js';
import { configureHone, forget, runTarget, underGit } from '../lib/hone-workspace.js';
import { installPackages, linkInstallation, makePythonTools, onlyTools } from '../lib/installation.js';
import { watchMemory } from '../lib/memory.js';
import { renderTable, round } from '../lib/table.js';

const SHAPE: Shape = { projects: 1000, files: 20, functions: 10 };

const bench: Bench = {
  summary: '1,000 projects with 20,000 files: time and memory, from nothing and from the cache.',
  async run({ args }) {
    mkdirSync(benchFolder, { recursive: true });
    const tools = await makePythonTools(embeddedRuffVersion);
    const installation = await installPackages({}, onlyTools(args));
    const root = join(benchFolder, 'scale', 'workspace');
    generateWorkspace(root, SHAPE);
    await mustRun([tools.uv, 'lock', '-q'], { cwd: root });
    linkInstallation(installation, root);
    configureHone(root, { engine: 'embedded' });
    await underGit(root);
    forget(root);

    const rows = [];
    for (const title of ['cold', 'warm']) {
      const memory = watchMemory();
      const { tasks, code, seconds, output } = await runTarget(root, 'python-validate', { daemon: false });
      const { tree, largest } = memory.stop();
      if (code !== 0) throw new Error(output.slice(-3000));
      const validated = tasks.filter((task) => task.target === 'python-validate');
      const hits = validated.filter((task) => task.cacheStatus !== 'cache-miss').length;
      rows.push([title, validated.length, hits, round(seconds), tree, largest]);
    }
    const head = ['run', 'projects', 'from cache', 'time (s)', 'all processes (MiB)', 'largest process (MiB)'];
    return renderTable(head, rows);
  },
};
export default bench;

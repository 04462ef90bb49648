import { rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import Docker from 'dockerode';
import { edit, embeddedRuffVersion, mustRun, nx, read } from '@hone/e2e/harness';
import { pruneEngine } from '@hone/dep-prune';
import { build, madeImages, makeWorkspace } from '../docker-images/workspace.js';
import { type Bench, benchFolder } from '../lib/definition.js';
import { installPackages, makePythonTools } from '../lib/installation.js';
import { renderTable, round } from '../lib/table.js';

const JOB = 'jobs/report-builder';
const MEGA = 1_000_000;

/** The job's image with all that its frozen list names, and with what is left of that. */
interface State {
  name: string;
  /** Lines of requirements.txt that name a package. */
  listed: number;
  megabytes: number;
  /** Of the build that found nothing in a cache. */
  seconds: number;
}

const bench: Bench = {
  summary: "The image of the example's job with a frozen list of 361 packages, before and after dep-prune-fix.",
  async run({ args }) {
    const given = args.find((arg) => arg.startsWith('--installation='))?.split('=')[1];
    const installation = given ?? (await installPackages());
    const { bin, uv } = await makePythonTools(embeddedRuffVersion);
    // The lock is brought up to date by uv.
    const path = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
    process.env['PATH'] = path;
    const workspace = await makeWorkspace(installation);
    try {
      const without = args.find((arg) => arg.startsWith('--without='))?.split('=')[1];
      if (without !== undefined) await leaveOut(workspace, without, uv);
      await must(workspace, ['g', '@hone/docker-multistage:dockerfile', 'report-builder']);
      await mustRun(['git', 'add', '-A'], { cwd: workspace });
      await mustRun(['git', '-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'An image'], {
        cwd: workspace,
      });
      const before = await stateOf(workspace, 'as it was frozen');
      await prune(workspace);
      const after = await stateOf(workspace, 'after dep-prune-fix');
      return render([before, after]);
    } finally {
      const docker = new Docker();
      for (const id of madeImages)
        await docker
          .getImage(id)
          .remove({ force: true })
          .catch(() => undefined);
      rmSync(join(benchFolder, 'docker-images'), { recursive: true, force: true });
    }
  },
};
export default bench;

/** A package that can not be installed here, because it fetches something while it is built: no platform asks for it. */
async function leaveOut(workspace: string, name: string, uv: string): Promise<void> {
  const override = `override-dependencies = ["${name}; sys_platform == 'nowhere'"]`;
  edit(workspace, `${JOB}/pyproject.toml`, (text) => text.replace('[tool.uv]\n', `[tool.uv]\n${override}\n`));
  await mustRun([uv, 'lock', '-q'], { cwd: join(workspace, JOB) });
}

/** What `nx run report-builder:dep-prune-fix` does, with the engine of this repository. */
async function prune(workspaceRoot: string): Promise<void> {
  const options = { fix: true };
  const task = { id: 'fix', project: 'report-builder', root: JOB, target: 'dep-prune-fix', options, nestedRoots: [] };
  const { signal } = new AbortController();
  for await (const [, { failed, notes = [] }] of pruneEngine.run([task], { workspaceRoot, signal, verbose: false })) {
    if (failed || !notes.some((note) => note.includes('uv.lock: brought up to date')))
      throw new Error(notes.join('\n'));
  }
}

async function must(workspace: string, words: string[]): Promise<void> {
  const { code, output } = await nx(workspace, words);
  if (code !== 0) throw new Error(`nx ${words.join(' ')} failed:\n${output}`);
}

async function stateOf(workspace: string, name: string): Promise<State> {
  const listed = read(workspace, `${JOB}/requirements.txt`)
    .split('\n')
    .filter((line) => /^[A-Za-z]/.test(line)).length;
  const { image } = await build(workspace, JOB);
  return { name, listed, megabytes: image.size / MEGA, seconds: image.seconds };
}

function render(states: readonly State[]): string {
  const rows = states.map(({ name, listed, megabytes, seconds }) => [name, listed, round(megabytes), round(seconds)]);
  return renderTable(['report-builder', 'packages listed', 'image, MB', 'build, s'], rows);
}

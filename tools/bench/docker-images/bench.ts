import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Docker from 'dockerode';
import { embeddedRuffVersion } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { type NxMode, nxMode, stopDaemon } from '../lib/hone-workspace.js';
import { installPackages, makePythonTools } from '../lib/installation.js';
import { measureInTurn, median, type Variant } from '../lib/measure.js';
import { renderTable, round } from '../lib/table.js';
import { PYTHON, RUNTIME, RUST, UV } from './dockerfiles.js';
import {
  build,
  type Built,
  editFile,
  GATEWAY,
  madeImages,
  makeWorkspace,
  planDependency,
  ROUTER,
  runNoop,
  setOutput,
  settle,
} from './workspace.js';

const MEGA = 1_000_000;

/** One line of the result: what was measured, and what it should be. */
interface Line {
  what: string;
  value: number;
  unit: 's' | 'MB' | '%' | '';
  aim?: number;
}

const bench: Bench = {
  summary:
    "Sizes and build times of a service's image and the router's, beside what people write by hand (`--times`: the service's times alone).",
  async run({ rounds, args }) {
    const mode = nxMode(args);
    mkdirSync(benchFolder, { recursive: true });
    const docker = new Docker();
    for (const image of [PYTHON, UV, RUST, RUNTIME]) await docker.getImage(image).inspect();
    const { uv } = await makePythonTools(embeddedRuffVersion);
    const workspace = await makeWorkspace(await installPackages());
    try {
      if (args.includes('--times')) return render(await gatewayTimes(workspace, uv, rounds, mode));
      const lines = [
        ...(await sizes(workspace)),
        ...(await gatewayTimes(workspace, uv, rounds, mode)),
        ...(await routerLines(workspace, rounds)),
        ...(await archiveLines(workspace, uv)),
      ];
      return render(lines);
    } finally {
      if (mode.daemon) await stopDaemon(workspace);
      await removeImages(docker);
      rmSync(join(benchFolder, 'docker-images'), { recursive: true, force: true });
    }
  },
};
export default bench;

async function sizes(workspace: string): Promise<Line[]> {
  await build(workspace, GATEWAY, { target: 'docker-build-full' });
  const beginner = (await build(workspace, GATEWAY, { target: 'docker-build-beginner' })).image.size;
  const tuned = (await build(workspace, GATEWAY, { target: 'docker-build-tuned' })).image.size;
  const ours = (await build(workspace, GATEWAY)).image.size;
  return [
    { what: 'service: generated image', value: ours / MEGA, unit: 'MB', aim: tuned / MEGA },
    { what: 'service: hand-tuned image of two stages', value: tuned / MEGA, unit: 'MB' },
    { what: "service: beginner's image of one stage", value: beginner / MEGA, unit: 'MB' },
    { what: "service: generated, of the beginner's", value: (100 * ours) / beginner, unit: '%', aim: 40 },
  ];
}

async function gatewayTimes(workspace: string, uv: string, rounds: number, mode: NxMode): Promise<Line[]> {
  const other = await planDependency(workspace, 'services/ollama-adapter', uv);
  const engine: number[] = [];
  const edited: number[] = [];
  const rebuilt: number[] = [];
  const gateway = (name: string, prepare: Variant['prepare'], look?: (built: Built) => void): Variant => ({
    name,
    ...(prepare && { prepare }),
    run: async () => {
      const built = await build(workspace, GATEWAY, mode);
      look?.(built);
      return built.seconds;
    },
  });
  const editing = (edit: () => void) => async () => {
    edit();
    await settle(workspace, mode);
  };
  const [noop, batch, batches, cached, source, dependency, elsewhere] = await measureInTurn(
    [
      { name: 'Nx, a target that does nothing', run: () => runNoop(workspace, 'noop', mode) },
      { name: 'Nx, a batch that does nothing', run: () => runNoop(workspace, 'build', mode) },
      { name: 'Nx, two batches that do nothing', run: () => runNoop(workspace, 'both', mode) },
      gateway('cached', undefined, ({ image }) => engine.push(image.seconds)),
      gateway(
        'source edit',
        editing(() => editFile(workspace, `${GATEWAY}/src/memory_gateway/app.py`, '#')),
        ({ image }) => edited.push(image.seconds),
      ),
      gateway(
        'dependency edit',
        editing(() => editFile(workspace, `${GATEWAY}/pyproject.toml`, '#')),
      ),
      gateway(
        "another project's dependency",
        editing(() => other.toggle()),
        ({ image }) => rebuilt.push(countRebuilt(image)),
      ),
    ],
    rounds,
  );
  return [
    { what: 'Nx alone: a target that does nothing', value: noop!.median, unit: 's' },
    { what: 'Nx alone: a batch that does nothing', value: batch!.median, unit: 's' },
    { what: 'Nx alone: two batches that do nothing', value: batches!.median, unit: 's' },
    { what: 'service: cached build, end to end', value: cached!.median, unit: 's', aim: 1 },
    { what: "service: cached build, the engine's share", value: median(engine.slice(1)), unit: 's' },
    { what: 'service: build after a source edit', value: source!.median, unit: 's', aim: 2 },
    { what: "service: build after a source edit, the engine's share", value: median(edited.slice(1)), unit: 's' },
    { what: 'service: build after an edit of its manifest', value: dependency!.median, unit: 's' },
    { what: "service: build after another project's dependency changed", value: elsewhere!.median, unit: 's' },
    { what: 'service: steps that it built again', value: Math.max(...rebuilt), unit: '', aim: 0 },
  ];
}

/** A base image that the engine has is never built. */
function countRebuilt({ steps }: Built['image']): number {
  return steps.filter(({ cached }) => !cached).length;
}

async function routerLines(workspace: string, rounds: number): Promise<Line[]> {
  const { image } = await build(workspace, ROUTER);
  const binary = image.layers.find(({ createdBy }) => /\/programs\/router/.test(createdBy))?.size ?? Number.NaN;
  let cooked = 0;
  const [edited] = await measureInTurn(
    [
      {
        name: 'router, source edit',
        prepare: () => editFile(workspace, `${ROUTER}/src/main.rs`, '//'),
        run: async () => {
          const built = await build(workspace, ROUTER);
          cooked += built.image.steps.filter(({ name, cached }) => /cargo chef cook/.test(name) && !cached).length;
          return built.seconds;
        },
      },
    ],
    // Compiling takes its time, and what is asked is whether dependencies are compiled again.
    Math.min(rounds, 3),
  );
  return [
    { what: 'router: image', value: image.size / MEGA, unit: 'MB', aim: binary / MEGA + 30 },
    { what: 'router: its binary', value: binary / MEGA, unit: 'MB' },
    { what: 'router: build after a source edit', value: edited!.median, unit: 's' },
    { what: 'router: times that its dependencies were compiled again', value: cooked, unit: '', aim: 0 },
  ];
}

async function archiveLines(workspace: string, uv: string): Promise<Line[]> {
  setOutput(workspace, 'oci');
  await build(workspace, GATEWAY);
  const other = await planDependency(workspace, 'services/persona-adapter', uv);
  other.toggle();
  const { hit, seconds } = await build(workspace, GATEWAY);
  return [
    { what: "service as archive: misses of Nx's cache after that", value: hit ? 0 : 1, unit: '', aim: 0 },
    { what: 'service as archive: time of the hit', value: seconds, unit: 's' },
  ];
}

function render(lines: readonly Line[]): string {
  const table = renderTable(
    ['what', 'measured', 'unit', 'at most', ''],
    lines.map(({ what, value, unit, aim }) => [
      what,
      round(value),
      unit,
      aim === undefined ? '' : String(round(aim)),
      aim === undefined ? '' : value <= aim ? 'met' : 'MISSED',
    ]),
  );
  const data = lines.map(({ value, aim, ...line }) => ({
    ...line,
    value: round(value),
    ...(aim !== undefined && { aim: round(aim) }),
  }));
  return `${table}\n\n\`\`\`json\n${JSON.stringify(data, null, 2)}\n\`\`\``;
}

/** By their names, then what an edit left without one. */
async function removeImages(docker: Docker): Promise<void> {
  const named = (await docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
  const names = named.filter((tag) => tag.startsWith('hone-bench/docker-images-'));
  for (const name of [...names, ...madeImages]) {
    await docker
      .getImage(name)
      .remove()
      .catch(() => undefined);
  }
}

// The images of the example: built where an engine and base images can be had, started, and asked for their health.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canHave, findEngine, hasImage, tryContainer } from './engine.mjs';
import { nx, run } from './process.mjs';
import { edit } from './workspace.mjs';

/** What `tools/ci/stand-in-images.sh` makes where no registry can be reached, by the ARG of the Dockerfiles. */
const STAND_INS = {
  PYTHON_IMAGE: 'hone-stand-in/python:3.11',
  UV_IMAGE: 'hone-stand-in/uv:0.9',
  RUST_IMAGE: 'hone-stand-in/rust:1.95',
  RUNTIME_IMAGE: 'hone-stand-in/cc:bookworm',
};
const PREFIX = 'hone-try/';

/**
 * One image: what the two builds of it recorded, and what its container did.
 *
 * @typedef {{ image: string, size: number, layers: number, steps: number, cached: number, first: number, again: number, health: string }} ImageRow
 */

/**
 * Builds the images twice, starts each and removes all of it.
 *
 * @returns {Promise<{ left?: string, rows: ImageRow[], problems: string[] }>} `left` says why there are none
 */
export async function tryImages(workspace, env) {
  const nothing = { rows: [], problems: [] };
  const docker = await findEngine();
  if (!docker) return { ...nothing, left: 'no Docker engine answers here. Start one and run this again.' };
  const services = readdirSync(join(workspace, 'services')).filter((name) =>
    existsSync(join(workspace, 'services', name, 'Dockerfile')),
  );
  const bases = await findBases(docker, workspace, services);
  if (bases.missing) {
    return { ...nothing, left: `the base image ${bases.missing} is neither here nor to be had from its registry.` };
  }
  edit(workspace, 'nx.json', (text) => {
    const options = { image: `${PREFIX}{projectName}`, buildArgs: bases.buildArgs };
    return JSON.stringify({ ...JSON.parse(text), targetDefaults: { 'docker-build': { options } } }, null, 2);
  });
  try {
    return await buildTwice(docker, workspace, env, services);
  } finally {
    for (const service of services) {
      await docker
        .getImage(`${PREFIX}${service}`)
        .remove({ force: true })
        .catch(() => undefined);
    }
  }
}

async function findBases(docker, workspace, services) {
  const standIns = await Promise.all(Object.values(STAND_INS).map((image) => hasImage(docker, image)));
  const hasStandIns = standIns.every(Boolean);
  if (hasStandIns && process.env.HONE_STAND_INS === '1') return { buildArgs: STAND_INS };
  const wanted = new Set(
    services.flatMap((service) =>
      [
        ...readFileSync(join(workspace, 'services', service, 'Dockerfile'), 'utf8').matchAll(/^ARG \w+_IMAGE=(\S+)$/gm),
      ].map(([, image]) => image),
    ),
  );
  for (const image of wanted) {
    if (await canHave(docker, image)) continue;
    if (!hasStandIns) return { missing: image };
    console.log(`\n${image} can not be had: the images are built on the stand-ins that are here.`);
    return { buildArgs: STAND_INS };
  }
  return { buildArgs: {} };
}

async function buildTwice(docker, workspace, env, services) {
  const build = async (title) => {
    console.log(`\n━━ ${title}: nx run-many -t docker-build`);
    const command = [...nx(workspace), 'run-many', '-t', 'docker-build', '--outputStyle=static'];
    const { code } = await run(command, { cwd: workspace, env });
    return code === 0 ? services.map((service) => readImage(workspace, service)) : undefined;
  };
  const first = await build('images (the first time takes minutes)');
  const again = first && (await build('images again'));
  if (!again) return { rows: [], problems: ['the images could not be built'] };
  const rows = [];
  for (const [index, service] of services.entries()) {
    const image = `${PREFIX}${service}`;
    const { size, layers, steps, seconds } = again[index];
    const cached = steps.filter((step) => step.cached).length;
    const health = await tryContainer(docker, image);
    const [counts, times] = [
      { layers: layers.length, steps: steps.length, cached },
      { first: first[index].seconds, again: seconds },
    ];
    rows.push({ image: service, size, ...counts, ...times, health });
  }
  const problems = rows.flatMap(({ image, steps, cached, health }) => [
    ...(cached === steps ? [] : [`${image} was not built from the cache the second time`]),
    ...(['healthy', 'listens'].includes(health) ? [] : [`${image} is ${health}`]),
  ]);
  return { rows, problems };
}

function readImage(workspace, service) {
  return JSON.parse(readFileSync(join(workspace, 'dist', 'hone', 'services', service, 'image.json'), 'utf8')).images[0];
}

/** The table's lines. @param {ImageRow[]} rows */
export function imageCells(rows) {
  return [
    ['image', 'size', 'layers', 'steps cached', 'first', 'again', 'container'],
    ...rows.map(({ image, size, layers, steps, cached, first, again, health }) => [
      image,
      `${(size / 1e6).toFixed(1)} MB`,
      String(layers),
      `${cached} of ${steps}`,
      `${first.toFixed(1)} s`,
      `${again.toFixed(1)} s`,
      health,
    ]),
  ];
}

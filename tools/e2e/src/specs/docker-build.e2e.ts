import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  askPort,
  type BuiltImage,
  docker,
  hasEngine,
  imageOf,
  removeDockerfiles,
  removeImages,
  setImages,
  STAND_INS,
  statusOf,
  stepsRun,
  withContainer,
} from '../harness/docker.js';
import { edit, read, snapshot, write } from '../harness/files.js';
import { commit } from '../harness/git.js';
import { nx, type NxRun } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { findings } from '../harness/reports.js';
import { addHone } from '../harness/templates.js';
import { hasUv, uv } from '../harness/uv.js';
import { freshWorkspace } from '../harness/workspace.js';

const suite = 'images of services';
const ready = (await hasEngine(suite)) && (await hasUv(suite));

const GATEWAY = 'services/memory-gateway';
const ADAPTER = 'services/ollama-adapter';
/** The manifest of a service that is not built here. */
const ELSEWHERE = 'services/persona-adapter/pyproject.toml';
const SECRET = 'f3a9-e2e-token-77c1';
const MEGABYTE = 1_000_000;

const SECRET_DOCKERFILE = `ARG PYTHON_IMAGE
FROM \${PYTHON_IMAGE}
COPY services/ollama-adapter/pyproject.toml /pyproject.toml
RUN --mount=type=secret,id=token,required=true cat /run/secrets/token && echo read
`;
const BROKEN_DOCKERFILE = `ARG PYTHON_IMAGE
FROM \${PYTHON_IMAGE}
COPY services/ollama-adapter/pyproject.toml /pyproject.toml
RUN echo "it begins" && exit 3
`;

/** From an example without an image to images that are cached by Nx. The steps build on each other. */
describe.runIf(ready).each(Object.keys(NX_VERSIONS) as NxVersion[])('Images of services on Nx %s', (version) => {
  const name = (project: string) => `hone-test/e2e-${version}-${project}`;
  const options = { image: name('{projectName}'), buildArgs: STAND_INS };
  let workspace: string;
  let first: BuiltImage;

  const build = (projects: string, target = 'docker-build', env: Record<string, string> = {}): Promise<NxRun> =>
    nx(workspace, ['run-many', '-t', target, `--projects=${projects}`, '--outputStyle=static'], { env });

  beforeAll(async () => {
    workspace = freshWorkspace('plain', version);
    removeDockerfiles(workspace, 'memory-gateway', 'ollama-adapter', 'persona-adapter');
    await addHone(workspace, { ...inject('registry'), stop: () => undefined }, '@hone/docker-multistage');
    setImages(workspace, 'engine', { 'docker-build': options });
    await lockFirst('iniconfig', ['colorama', 'packaging']);
    await commit(workspace, 'Add Hone');
  });

  afterAll(async () => {
    await removeImages(...['memory-gateway', 'ollama-adapter'].map(name), name('secret'));
  });

  it('get a Dockerfile in which the linter finds nothing', async () => {
    for (const project of ['memory-gateway', 'ollama-adapter']) {
      const run = await nx(workspace, ['g', '@hone/docker-multistage:dockerfile', project]);
      expect(run.code, run.output).toBe(0);
    }
    const run = await build('memory-gateway,ollama-adapter', 'docker-lint');
    expect(run.code, run.output).toBe(0);
    expect([GATEWAY, ADAPTER].flatMap((root) => findings(workspace, root, 'docker-lint'))).toEqual([]);
    await commit(workspace, 'Dockerfiles');
  });

  it('are built together, and serve as a user that is not root', async () => {
    const run = await build('memory-gateway,ollama-adapter');
    expect(run.code, run.output).toBe(0);
    expect(statusOf(run, 'docker-build')).toEqual({ 'memory-gateway': 'ran', 'ollama-adapter': 'ran' });
    first = imageOf(workspace, GATEWAY);
    const base = Number(await docker('image', 'inspect', '--format', '{{.Size}}', STAND_INS.PYTHON_IMAGE));
    // FastAPI, pydantic and the rest with their byte code; neither uv nor its cache nor any tool.
    expect(first.size - base).toBeLessThan(30 * MEGABYTE);
    expect(first.layers.at(-1)?.createdBy).toMatch(/^COPY \/opt\/venv/);

    for (const [project, port] of [
      ['memory-gateway', 8101],
      ['ollama-adapter', 8103],
    ] as const) {
      await withContainer(name(project), async (container) => {
        expect(await askPort(container, port, '/health')).toEqual({ status: 200, body: '{"status":"ok"}' });
        expect(await docker('exec', container, 'python', '-c', 'import os; print(os.getuid())')).toBe('10001');
      });
    }
  });

  it('are built again from the sources on after an edit', async () => {
    edit(workspace, `${GATEWAY}/src/memory_gateway/app.py`, (text) => `${text}\n# ${Date.now()}\n`);
    const run = await build('memory-gateway,ollama-adapter');
    expect(run.code, run.output).toBe(0);
    expect(stepsRun(imageOf(workspace, ADAPTER))).toEqual([]);
    const edited = imageOf(workspace, GATEWAY);
    expect(stepsRun(edited)).toEqual(['build 4/5', 'build 5/5', 'production 1/1']);
    expect(edited.layers.slice(0, -1)).toEqual(first.layers.slice(0, -1));
    first = edited;
    await commit(workspace, 'An edit');
  });

  it('have no layer built again when another project gets a dependency', async () => {
    const before = contextOf();
    await addElsewhere('colorama');
    const run = await build('memory-gateway');
    expect(run.code, run.output).toBe(0);
    expect(statusOf(run, 'docker-context')).toEqual({ 'memory-gateway': 'ran' });
    expect(contextOf()).toEqual(before);
    const image = imageOf(workspace, GATEWAY);
    expect(stepsRun(image)).toEqual([]);
    expect(image.id).toBe(first.id);
    await commit(workspace, 'A dependency elsewhere');
  });

  it('keep a secret to the step that mounts it, whatever it prints', async () => {
    write(workspace, `${ADAPTER}/docker/secret.Dockerfile`, SECRET_DOCKERFILE);
    const secret = {
      image: name('secret'),
      buildArgs: STAND_INS,
      noCache: true,
      secrets: [{ id: 'token', env: 'E2E' }],
    };
    setImages(workspace, 'engine', { 'docker-build': options, 'docker-build-secret': secret });
    const run = await build('ollama-adapter', 'docker-build-secret', { E2E: SECRET });
    expect(run.code, run.output).toBe(0);
    expect(run.output).toContain('***');
    expect(run.output).not.toContain(SECRET);
    expect(filesWith(SECRET, join(workspace, 'dist'), `${workspace}-state`)).toEqual([]);
    expect(await docker('history', '--no-trunc', name('secret'))).not.toContain(SECRET);

    const without = await build('ollama-adapter', 'docker-build-secret');
    expect(without.code).not.toBe(0);
    expect(without.output).toContain('docker/secret-missing');
  });

  it('show where a step fails and what it printed', async () => {
    const file = `${ADAPTER}/docker/broken.Dockerfile`;
    write(workspace, file, BROKEN_DOCKERFILE);
    setImages(workspace, 'engine', { 'docker-build-broken': { buildArgs: STAND_INS } });
    const run = await build('ollama-adapter', 'docker-build-broken');
    expect(statusOf(run, 'docker-build-broken')).toEqual({ 'ollama-adapter': 'failed' });
    expect(run.output).toMatch(/it begins/);
    expect(findings(workspace, ADAPTER, 'docker-build-broken')).toEqual([
      expect.objectContaining({ rule: 'docker/step-failed', level: 'error', file, line: 4 }),
    ]);
  });

  it('say so where no engine answers', async () => {
    const run = await build('memory-gateway', 'docker-build', { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    expect(run.code).not.toBe(0);
    expect(run.output).toMatch(/No Docker engine answers at .*nowhere/);
    expect(run.output).not.toMatch(/^\s+at .*\.js:\d+/m);
  });

  it('come from the cache of Nx as archives, and go back into an engine that lost them', async () => {
    setImages(workspace, 'oci', { 'docker-build': options });
    const cold = await build('memory-gateway');
    expect(statusOf(cold, 'docker-build'), cold.output).toEqual({ 'memory-gateway': 'ran' });
    const { id } = imageOf(workspace, GATEWAY);

    await addElsewhere('packaging');
    const again = await build('memory-gateway');
    expect(statusOf(again, 'docker-context'), again.output).toEqual({ 'memory-gateway': 'ran' });
    expect(statusOf(again, 'docker-build')).toEqual({ 'memory-gateway': 'cached' });

    await removeImages(name('memory-gateway'), id);
    const load = await build('memory-gateway', 'docker-load');
    expect(load.code, load.output).toBe(0);
    expect(statusOf(load, 'docker-build')).toEqual({ 'memory-gateway': 'cached' });
    expect(await docker('image', 'inspect', '--format', '{{.Id}}', `${name('memory-gateway')}:latest`)).toBe(id);
    await withContainer(name('memory-gateway'), async (container) => {
      expect((await askPort(container, 8101, '/health')).status).toBe(200);
    });
  });

  /** Has uv write the lock anew with a dependency more, when it knows those that come later. */
  async function lockFirst(dependency: string, later: readonly string[]): Promise<void> {
    const manifest = read(workspace, ELSEWHERE);
    for (const each of [dependency, ...later]) declareElsewhere(each);
    await uv(workspace, ['lock']);
    write(workspace, ELSEWHERE, manifest);
    await addElsewhere(dependency);
  }

  /** Gives a service that is not built here a dependency, and locks it. */
  async function addElsewhere(dependency: string): Promise<void> {
    declareElsewhere(dependency);
    await uv(workspace, ['lock', '--offline']);
  }

  function declareElsewhere(dependency: string): void {
    edit(workspace, ELSEWHERE, (text) => text.replace('dependencies = [\n', `dependencies = [\n  "${dependency}",\n`));
  }

  function contextOf(): Record<string, string> {
    const files = Object.entries(snapshot(join(workspace, 'dist', 'hone', GATEWAY)));
    return Object.fromEntries(files.filter(([file]) => file.startsWith('docker-context')));
  }
});

/** Files below folders that hold a text. */
function filesWith(text: string, ...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => statSync(file).isFile() && readFileSync(file).includes(text)),
  );
}

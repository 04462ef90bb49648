import { afterAll, describe, expect, inject, it } from 'vitest';
import {
  copyRouter,
  docker,
  hasEngine,
  imageOf,
  removeImages,
  setImages,
  STAND_INS,
  stepsRun,
  withContainer,
} from '../harness/docker.js';
import { edit } from '../harness/files.js';
import { commit } from '../harness/git.js';
import { nx, type NxRun } from '../harness/nx.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const IMAGE = 'hone-test/e2e-router';
const ROUTER = 'services/router';
const MEGABYTE = 1_000_000;

const ready = await hasEngine('the image of a Rust service');

/** The steps build on each other. */
describe.runIf(ready)('The image of a Rust service', () => {
  let workspace: string;
  const build = (): Promise<NxRun> => nx(workspace, ['run', 'router:docker-build', '--outputStyle=static']);
  afterAll(() => removeImages(IMAGE));

  it('holds the program and little more, and listens', { timeout: 600_000 }, async () => {
    workspace = freshWorkspace('plain');
    copyRouter(workspace);
    await addHone(workspace, { ...inject('registry'), stop: () => undefined }, '@hone/docker-multistage');
    setImages(workspace, 'engine', { 'docker-build': { image: IMAGE, buildArgs: STAND_INS } });
    await commit(workspace, 'A Rust service');
    const generated = await nx(workspace, ['g', '@hone/docker-multistage:dockerfile', 'router']);
    expect(generated.code, generated.output).toBe(0);
    const run = await build();
    expect(run.code, run.output).toBe(0);

    const image = imageOf(workspace, ROUTER);
    const program = image.layers.find(({ createdBy }) => createdBy.includes('/usr/local/bin/router'));
    expect(program?.size).toBeGreaterThan(MEGABYTE);
    expect(image.size).toBeLessThanOrEqual((program?.size ?? 0) + 30 * MEGABYTE);
    expect(await docker('image', 'inspect', '--format', '{{.Config.User}}', IMAGE)).toMatch(/^[1-9]\d*/);
    await withContainer(IMAGE, async (container) => {
      await expect.poll(() => docker('logs', container), { timeout: 15_000 }).toContain('listening on 0.0.0.0:8100');
    });
  });

  it('keeps its compiled dependencies when a source changes', { timeout: 600_000 }, async () => {
    edit(workspace, `${ROUTER}/src/main.rs`, (text) => `${text}\n// ${Date.now()}\n`);
    const run = await build();
    expect(run.code, run.output).toBe(0);
    const stages = new Set(stepsRun(imageOf(workspace, ROUTER)).map((step) => step.split(' ')[0]));
    expect([...stages]).not.toContain('dependencies');
    expect([...stages]).toContain('build');
  });
});

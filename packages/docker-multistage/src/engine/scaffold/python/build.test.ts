import { cpSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerEngine, standIn } from '../../../../tests/docker-engine.js';
import { runImage } from '../../../../tests/run-image.js';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../../tests/scaffold-workspace.js';
import type { DockerfileOptions } from '../../../generators/dockerfile/schema.js';

const { docker } = await dockerEngine('images of Python projects', 'python:3.11', 'uv:0.9', 'debian:bookworm');
const python = { PYTHON_IMAGE: standIn('python:3.11') };
const uv = { ...python, UV_IMAGE: standIn('uv:0.9') };
const minutes = 60_000;

let workspace: ScaffoldWorkspace;
const built = new Set<string>();

beforeAll(() => {
  workspace = createScaffoldWorkspace(fileURLToPath(new URL('fixtures', import.meta.url)), {
    flask: [],
    django: [],
    poetry: [],
    program: [],
    'uv/services/api': ['uv/libs/greetings'],
    'uv/libs/greetings': [],
  });
});
afterAll(async () => {
  workspace.remove();
  for (const tag of built) await docker?.getImage(tag).remove({ force: true });
});

/** Generates and builds; gives the tag of each stage. */
async function build(
  project: string,
  buildArgs: Record<string, string>,
  stages: string[] = ['production'],
  options: Partial<DockerfileOptions> = {},
  fromContext = false,
): Promise<string[]> {
  await workspace.generate({ project, force: true, ...options });
  const context = fromContext ? await workspace.writeContext(project) : '.';
  const image = `hone-test/scaffold-python-${project}`;
  const images = await workspace.build(project, { image, stages, buildArgs, context });
  const tags = images.flatMap((image) => image.tags);
  for (const tag of tags) built.add(tag);
  return tags;
}

const well = { user: '10001:10001', health: 0 };

describe.skipIf(!docker)('images that are built and started', () => {
  it(
    'serves a Flask application, and its tests pass',
    async () => {
      const [production = ''] = await build('flask', python, ['production', 'test']);
      expect(await runImage(docker!, production)).toMatchObject(well);
    },
    5 * minutes,
  );

  it(
    'serves a Django application; its scheduler finds the broker',
    async () => {
      const [production = '', scheduler = ''] = await build('django', python, ['production', 'scheduler', 'worker']);
      const env = ['SHOP_SECRET_KEY=key'];
      expect(await runImage(docker!, production, env)).toMatchObject(well);
      expect(await runImage(docker!, scheduler, env)).toMatchObject(well);
    },
    5 * minutes,
  );

  it(
    'serves an application that poetry installs',
    async () => {
      const [production = ''] = await build('poetry', python);
      expect(await runImage(docker!, production)).toMatchObject(well);
    },
    5 * minutes,
  );

  it(
    'serves a member of a uv workspace that is no package, from the written context',
    async () => {
      const [production = ''] = await build('api', uv, ['production', 'test'], {}, true);
      expect(await runImage(docker!, production)).toMatchObject(well);
    },
    5 * minutes,
  );

  it(
    'serves a FastAPI service of a uv workspace, with what it depends on',
    async () => {
      const root = fileURLToPath(new URL('../../../../../../examples/polyglot', import.meta.url));
      const libs = ['libs/contracts', 'libs/telemetry', 'libs/textkit'];
      const service = 'services/memory-gateway';
      const polyglot = createScaffoldWorkspace(undefined, {
        [service]: libs,
        ...Object.fromEntries(libs.map((lib) => [lib, []])),
      });
      try {
        for (const each of ['pyproject.toml', 'uv.lock', service, ...libs]) {
          cpSync(path.join(root, each), path.join(polyglot.root, each), { recursive: true });
        }
        const project = 'memory-gateway';
        await polyglot.generate({ project });
        expect(await polyglot.lint(project)).toEqual([]);
        const request = { image: 'hone-test/scaffold-python-polyglot', buildArgs: uv };
        const [image] = await polyglot.build(project, request);
        const [tag = ''] = image!.tags;
        built.add(tag);
        expect(await runImage(docker!, tag)).toMatchObject(well);
        // A change of a source builds no dependency again.
        polyglot.write(`${service}/src/memory_gateway/new.py`, 'NEW = 1\n');
        const [again] = await polyglot.build(project, request);
        const cached = again!.steps.filter((step) => step.cached).map(({ name }) => name);
        expect(cached).toContainEqual(
          expect.stringContaining('uv sync --frozen --package memory-gateway --no-dev --no-install-workspace'),
        );
      } finally {
        polyglot.remove();
      }
    },
    5 * minutes,
  );

  it(
    'runs a program, on an image that is another than the one that built it',
    async () => {
      const args = { ...uv, PYTHON_IMAGE: standIn('debian:bookworm'), RUNTIME_IMAGE: standIn('python:3.11') };
      const [production = ''] = await build('program', args, ['production'], { runtime: 'distroless' });
      const { user, code, logs } = await runImage(docker!, production);
      expect({ user, code }).toEqual({ user: '10001:10001', code: 0 });
      expect(logs).toContain('flour of wheat');
    },
    5 * minutes,
  );
});

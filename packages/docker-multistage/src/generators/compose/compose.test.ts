import type { ProjectGraph, Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { hasSchemas, schemaProblems } from '../../../tests/public-schemas.js';
import composeGenerator from './compose.js';

const API = `FROM python:3.11-slim AS base
WORKDIR /app
FROM base AS development
COPY services/api services/api
EXPOSE 8000
CMD ["uvicorn", "api:app", "--reload"]
FROM base AS worker
CMD ["celery", "worker"]
FROM base AS production
EXPOSE 8000/tcp
HEALTHCHECK CMD ["python", "-c", "pass"]
CMD ["uvicorn", "api:app"]
`;

const ROUTER = `FROM rust:1.95-slim AS development
WORKDIR /workspace
COPY Cargo.toml Cargo.lock ./
COPY services/router services/router
CMD ["cargo", "run", "--locked"]
FROM debian:bookworm-slim AS production
EXPOSE 8000
ENTRYPOINT ["/usr/local/bin/router"]
`;

function workspace(files: Record<string, string> = {}): {
  tree: Tree;
  surroundings: { readGraph(): Promise<ProjectGraph> };
} {
  const tree = createTreeWithEmptyWorkspace();
  const all = {
    'services/api/Dockerfile': API,
    'services/router/Dockerfile': ROUTER,
    'Cargo.toml': '',
    'Cargo.lock': '',
    'services/router/Cargo.toml': '',
  };
  for (const [file, text] of Object.entries({ ...all, ...files })) tree.write(file, text);
  const node = (name: string) => ({ name, type: 'app' as const, data: { root: `services/${name}` } });
  const graph: ProjectGraph = {
    nodes: { router: node('router'), api: node('api') },
    dependencies: { router: [{ source: 'router', target: 'api', type: 'static' }], api: [] },
  };
  return { tree, surroundings: { readGraph: () => Promise.resolve(graph) } };
}

interface Compose {
  services: Record<string, Record<string, unknown>>;
}

const written = (tree: Tree, file = 'compose.yaml'): string => tree.read(file, 'utf8') ?? '';

describe('a new file', () => {
  it('says everything where it is meant, without anchors', async () => {
    const { tree, surroundings } = workspace();
    await composeGenerator(tree, {}, surroundings);
    expect(written(tree)).not.toMatch(/[&*]a\d/);
  });

  it('has a service for each stage that runs', async () => {
    const { tree, surroundings } = workspace();
    await composeGenerator(tree, {}, surroundings);
    const { services } = parse(written(tree)) as Compose;
    expect(Object.keys(services)).toEqual(['api', 'api-worker', 'api-dev', 'router', 'router-dev']);
    expect(services['api']).toMatchObject({
      build: { context: '.', dockerfile: 'services/api/Dockerfile', target: 'production' },
      image: 'api',
      ports: ['127.0.0.1:${API_PORT:-8000}:8000'],
      env_file: [{ path: './services/api/.env', required: false }],
      deploy: { resources: { limits: { cpus: '1', memory: '512M' } } },
    });
    expect(services['router']).toMatchObject({
      ports: ['127.0.0.1:${ROUTER_PORT:-8001}:8000'],
      depends_on: { api: { condition: 'service_healthy' } },
    });
    expect(services['api-worker']).not.toHaveProperty('healthcheck');
  });

  it('watches what the development stage copies, and builds again after an edit of a manifest', async () => {
    const { tree, surroundings } = workspace();
    await composeGenerator(tree, {}, surroundings);
    const { services } = parse(written(tree)) as Compose;
    expect(services['router-dev']?.['develop']).toMatchObject({
      watch: [
        { action: 'sync+restart', path: './services/router', target: '/workspace/services/router' },
        { action: 'rebuild', path: './Cargo.lock' },
        { action: 'rebuild', path: './Cargo.toml' },
        { action: 'rebuild', path: './services/router/Cargo.toml' },
      ],
    });
  });

  it('mounts the sources instead when it is asked to', async () => {
    const { tree, surroundings } = workspace();
    await composeGenerator(tree, { development: 'bind' }, surroundings);
    const { services } = parse(written(tree)) as Compose;
    expect(services['api-dev']?.['volumes']).toEqual([
      { type: 'bind', source: './services/api', target: '/app/services/api' },
    ]);
  });
});

describe('a file that is there', () => {
  const MINE = `# What we run.
services:
  db: # keeps everything
    image: postgres:17
  api:
    build: { context: ., dockerfile: services/api/Dockerfile }
    mem_limit: 1g # measured
    ports: ["9000:8000"]
`;

  it('keeps comments, order and values, and gains what it lacks', async () => {
    const { tree, surroundings } = workspace({ 'docker-compose.yml': MINE });
    await composeGenerator(tree, { projects: ['api'] }, surroundings);
    const text = written(tree, 'docker-compose.yml');
    expect(text).toContain('# What we run.');
    expect(text).toContain('# keeps everything');
    expect(text).toContain('mem_limit: 1g # measured');
    const { services } = parse(text) as Compose;
    expect(Object.keys(services)).toEqual(['db', 'api', 'api-worker', 'api-dev']);
    expect(services['api']).toMatchObject({ ports: ['9000:8000'], init: true });
  });

  it('stays byte for byte the same the second time', async () => {
    const { tree, surroundings } = workspace({ 'compose.yaml': MINE });
    await composeGenerator(tree, {}, surroundings);
    const once = written(tree);
    await composeGenerator(tree, {}, surroundings);
    expect(written(tree)).toBe(once);
  });

  it('is left alone where a service of that name is something else', async () => {
    const { tree, surroundings } = workspace({ 'compose.yaml': 'services:\n  api:\n    image: nginx:1.29\n' });
    await composeGenerator(tree, { projects: ['api'] }, surroundings);
    expect((parse(written(tree)) as Compose).services['api']).toEqual({ image: 'nginx:1.29' });
  });

  it.each([
    ['services: [', 'compose.yaml is no YAML'],
    ['- a\n- b\n', '`services` has to be a map'],
  ])('is refused when it is none: %j', async (text, message) => {
    const { tree, surroundings } = workspace({ 'compose.yaml': text });
    await expect(composeGenerator(tree, {}, surroundings)).rejects.toThrow(message);
  });
});

it.each([
  [{ projects: ['none'] }, 'There is no project "none"'],
  [{ file: '../compose.yaml' }, 'is no compose file of the workspace'],
])('refuses %j', async (options, message) => {
  const { tree, surroundings } = workspace();
  await expect(composeGenerator(tree, options, surroundings)).rejects.toThrow(message);
});

it.skipIf(!hasSchemas('compose files'))('is valid by the Compose Specification', async () => {
  const texts = await Promise.all(
    (['watch', 'bind'] as const).map(async (development) => {
      const { tree, surroundings } = workspace();
      await composeGenerator(tree, { development }, surroundings);
      return written(tree);
    }),
  );
  expect(schemaProblems(texts, 'vendor.compose-spec')).toBe('');
  expect(schemaProblems(['services: { a: { imagee: b } }\n'], 'vendor.compose-spec')).not.toBe('');
});

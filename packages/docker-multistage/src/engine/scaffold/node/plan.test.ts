import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../../tests/scaffold-workspace.js';
import type { DockerfileOptions } from '../../../generators/dockerfile/schema.js';

let made: ScaffoldWorkspace | undefined;
afterEach(() => made?.remove());

const fixtureOf = (name: string): string => fileURLToPath(new URL(`fixtures/${name}/`, import.meta.url));

/** One project alone at the root, of these files. */
async function alone(files: Record<string, unknown>, options: Partial<DockerfileOptions> = {}): Promise<string> {
  made = createScaffoldWorkspace(undefined, { '.': [] });
  for (const [file, content] of Object.entries({ 'package-lock.json': {}, ...files })) {
    made.write(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  await made.generate({ project: 'workspace', language: 'node', ...options });
  return made.read('Dockerfile');
}

async function workspaces(options: Partial<DockerfileOptions> = {}): Promise<string> {
  made = createScaffoldWorkspace(fixtureOf('workspaces'), {
    'libs/greet': [],
    'services/api': ['libs/greet'],
    'services/other': [],
  });
  await made.generate({ project: 'api', ...options });
  return made.read('services/api/Dockerfile');
}

describe('one of several workspaces', () => {
  it('installs for itself alone, builds what it depends on, and leaves development behind', async () => {
    const text = await workspaces();
    expect(text).toContain('npm ci --omit=dev --workspace=services/api\n');
    expect(text).toContain('npm ci --workspace=services/api --include-workspace-root\n');
    expect(text).toContain('RUN npm run build --workspace=libs/greet && \\\n');
    expect(text).toContain('COPY --from=dependencies /app /app\nCOPY --from=build /app/libs/greet /app/libs/greet\n');
    expect(text).not.toContain('services/other');
  });

  it('gets port, health check, start command and worker from code and scripts', async () => {
    const text = await workspaces();
    expect(text).toContain('EXPOSE 4100');
    expect(text).toContain("fetch('http://127.0.0.1:4100/healthz')");
    expect(text).toMatch(
      /AS worker[^]*CMD \["node", "src\/worker.js"\][^]*AS production[^]*CMD \["node", "src\/main.js"\]/,
    );
  });
});

describe('the start command', () => {
  it.each([
    [{ scripts: { start: 'NODE_ENV=production node server.js --port 1' } }, '["node", "server.js", "--port", "1"]'],
    [{ scripts: { start: 'nest start' }, dependencies: { '@nestjs/core': '11' } }, '["node", "dist/main.js"]'],
    [{ scripts: { start: 'npm run serve', serve: 'fastify start app.js' } }, '["fastify", "start", "app.js"]'],
    [{ dependencies: { next: '16' } }, '["next", "start"]'],
    [{ main: 'lib/cli.js' }, '["node", "lib/cli.js"]'],
    [{ bin: { tool: 'bin/tool.js' } }, '["node", "bin/tool.js"]'],
  ])('of %j is %s', async (manifest, command) => {
    expect(await alone({ 'package.json': { name: 'x', ...manifest } })).toContain(`CMD ${command}\n`);
  });
});

describe('package managers', () => {
  it.each([
    ['package-lock.json', '{}', 'npm ci --omit=dev'],
    ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n", 'pnpm install --frozen-lockfile --store-dir=/pnpm/store --prod'],
    ['yarn.lock', '# yarn lockfile v1\n', 'yarn install --frozen-lockfile --production'],
    ['yarn.lock', '__metadata:\n  version: 8\n', 'yarn workspaces focus --production'],
  ])('of %s (%j) install what is locked', async (lock, text, command) => {
    made = createScaffoldWorkspace(undefined, { '.': [] });
    made.write(lock, text);
    made.write('package.json', '{"name": "x", "main": "x.js"}');
    await made.generate({ project: 'workspace' });
    expect(made.read('Dockerfile')).toContain(`target=${lock} \\\n    ${command}\n`);
  });

  it('are of the version that the manifest names', async () => {
    const files = { 'package.json': { name: 'x', packageManager: 'pnpm@9.15.4' }, 'pnpm-lock.yaml': '' };
    made = createScaffoldWorkspace(undefined, { '.': [] });
    for (const [file, content] of Object.entries(files))
      made.write(file, typeof content === 'string' ? content : JSON.stringify(content));
    await made.generate({ project: 'workspace' });
    expect(made.read('Dockerfile')).toContain('ARG PNPM_VERSION=9.15.4\n');
  });
});

describe('the version of Node', () => {
  it.each([
    [{ engines: { node: '>=20' } }, {}, 22],
    [{ engines: { node: '^20.19.0' } }, {}, 20],
    [{ engines: { node: '>=24' } }, {}, 24],
    [{ engines: { node: '>=18 <21' } }, {}, 18],
    [{}, { '.nvmrc': 'v24.1.0\n' }, 24],
    [{}, {}, 22],
  ])('of %j and %j is %d', async (manifest, files, version) => {
    const text = await alone({ 'package.json': { name: 'x', main: 'x.js', ...manifest }, ...files });
    expect(text).toContain(`ARG NODE_IMAGE=node:${version}-bookworm-slim\n`);
  });
});

it('lets Nx build what only Nx knows how to, and takes what it wrote', async () => {
  made = createScaffoldWorkspace(undefined, { 'apps/shop': ['libs/ui'], 'libs/ui': [] });
  const target = {
    executor: '@nx/esbuild:esbuild',
    options: { outputPath: 'dist/apps/shop', main: 'apps/shop/src/main.ts' },
  };
  made.write('apps/shop/project.json', JSON.stringify({ name: 'shop', targets: { build: target } }));
  made.write('apps/shop/src/main.ts', "app.listen(3333, '0.0.0.0');");
  made.write('libs/ui/src/index.ts', '');
  for (const file of ['nx.json', 'tsconfig.base.json', 'package-lock.json']) made.write(file, '{}');
  made.write('package.json', JSON.stringify({ name: 'root', dependencies: { express: '5' } }));
  await made.generate({ project: 'shop', language: 'node' });
  const text = made.read('apps/shop/Dockerfile');
  expect(text).toContain('RUN npx --no-install nx run shop:build\n');
  expect(text).toContain('COPY --from=build /app/dist/apps/shop /app\n');
  expect(text).toContain('EXPOSE 3333\n');
  expect(text).toContain('CMD ["node", "main.js"]\n');
  expect(await made.lint('shop')).toEqual([]);
});

describe('runtimes', () => {
  const express = { 'package.json': { name: 'x', main: 'x.js', dependencies: { express: '5' } } };

  it('start Node by its full path where there is no shell', async () => {
    const text = await alone(express, { runtime: 'distroless' });
    expect(text).toContain('ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs22-debian12:nonroot\n');
    expect(text).toContain('CMD ["/nodejs/bin/node", "x.js"]\n');
  });

  it('without Node are refused', async () => {
    await expect(alone(express, { runtime: 'scratch' })).rejects.toThrow('A program for Node needs Node');
  });
});

describe('what can not be', () => {
  it.each([
    [{ 'package.json': '{' }, 'package.json is no JSON'],
    [{ 'package.json': '[]' }, 'package.json holds no JSON object'],
    [
      { 'pnpm-workspace.yaml': 'packages: [', 'pnpm-lock.yaml': '', 'package.json': '{}' },
      'pnpm-workspace.yaml is no YAML',
    ],
    [{ 'package.json': '{}' }, 'There is no lock'],
  ])('is told: %j', async (files, message) => {
    made = createScaffoldWorkspace(undefined, { '.': [] });
    for (const [file, text] of Object.entries(files)) made.write(file, text);
    if (message.includes('JSON')) made.write('package-lock.json', '{}');
    await expect(made.generate({ project: 'workspace', language: 'node' })).rejects.toThrow(message);
  });
});

it.each<Partial<DockerfileOptions>>([{}, { runtime: 'alpine' }, { runtime: 'distroless' }])(
  'has no finding of the linter: %j',
  async (options) => {
    await workspaces(options);
    expect(await made?.lint('api')).toEqual([]);
  },
);

it.each([
  ['package-lock.json', '{"packages": {"node_modules/node-gyp": {}}}'],
  ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n"],
  ['yarn.lock', '__metadata:\n  version: 8\n'],
])('has none with %s alone either', async (lock, text) => {
  made = createScaffoldWorkspace(undefined, { '.': [] });
  made.write(lock, text);
  made.write(
    'package.json',
    JSON.stringify({ name: 'x', scripts: { build: 'tsc', test: 'vitest', start: 'node x.js' } }),
  );
  await made.generate({ project: 'workspace' });
  expect(await made.lint('workspace')).toEqual([]);
});

it('changes nothing the second time', async () => {
  await workspaces();
  expect(await made?.generate({ project: 'api' })).toEqual([]);
});

/** What is known of a package that serves or builds. */
export interface Framework {
  /** The package that gives it away. */
  dependency: string;
  name: string;
  port: number;
  /** The start command where no script says one, relative to the project. */
  start?: readonly string[];
  /** Variables without which it listens on its own machine alone. */
  environment?: readonly { variable: string; value: string }[];
}

/**
 * The surest first. Sources, each framework's documentation on deployment: nextjs.org/docs/app/api-reference/cli/next,
 * nuxt.com/docs/getting-started/deployment, kit.svelte.dev/docs/adapter-node, docs.astro.build/en/guides/integrations-guide/node,
 * remix.run/docs/en/main/other-api/serve, docs.nestjs.com/deployment, github.com/fastify/fastify-cli.
 */
export const FRAMEWORKS: readonly Framework[] = [
  {
    dependency: 'next',
    name: 'Next.js',
    port: 3000,
    start: ['next', 'start'],
    environment: [{ variable: 'HOSTNAME', value: '0.0.0.0' }],
  },
  {
    dependency: 'nuxt',
    name: 'Nuxt',
    port: 3000,
    start: ['node', '.output/server/index.mjs'],
    environment: [{ variable: 'HOST', value: '0.0.0.0' }],
  },
  {
    dependency: '@sveltejs/adapter-node',
    name: 'SvelteKit',
    port: 3000,
    start: ['node', 'build'],
    environment: [{ variable: 'HOST', value: '0.0.0.0' }],
  },
  {
    dependency: '@astrojs/node',
    name: 'Astro',
    port: 4321,
    start: ['node', 'dist/server/entry.mjs'],
    environment: [{ variable: 'HOST', value: '0.0.0.0' }],
  },
  { dependency: '@remix-run/serve', name: 'Remix', port: 3000, start: ['remix-serve', 'build/server/index.js'] },
  {
    dependency: '@react-router/serve',
    name: 'React Router',
    port: 3000,
    start: ['react-router-serve', 'build/server/index.js'],
  },
  { dependency: '@nestjs/core', name: 'NestJS', port: 3000, start: ['node', 'dist/main.js'] },
  {
    dependency: 'fastify-cli',
    name: 'Fastify',
    port: 3000,
    environment: [{ variable: 'FASTIFY_ADDRESS', value: '0.0.0.0' }],
  },
  { dependency: 'fastify', name: 'Fastify', port: 3000 },
  { dependency: 'express', name: 'Express', port: 3000 },
  { dependency: 'koa', name: 'Koa', port: 3000 },
  { dependency: '@hapi/hapi', name: 'hapi', port: 3000 },
  { dependency: '@hono/node-server', name: 'Hono', port: 3000 },
];

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from './paths.js';
import { endTree, mustRun, npm } from './processes.js';

/** A package registry of this run alone. What isn't ours comes from the registry that npm is set to use. */
export interface Registry {
  url: string;
  /** A folder with an `.npmrc` that points npm to it. */
  home: string;
  stop(): void;
}

/** Starts a registry on a free port and publishes all public packages to it, as `npm publish` does. */
export async function startRegistry(folder: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const config = join(folder, 'verdaccio.yaml');
  writeFileSync(config, renderConfig(folder, await upstream()));

  const child = spawn(process.execPath, [verdaccioScript(), '--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  });
  const stop = () => endTree(child);
  process.once('exit', stop);
  await answers(new URL('-/ping', url));

  writeFileSync(
    join(folder, '.npmrc'),
    `registry=${url}\n//127.0.0.1:${port}/:_authToken=e2e\naudit=false\nfund=false\n`,
  );
  const registry = { url, home: folder, stop };
  for (const packageFolder of publicPackages()) await publish(packageFolder, registry);
  return registry;
}

/** The variables that make npm use the registry and nothing of this user's. */
export function registryEnvironment({ url, home }: Registry): Record<string, string> {
  return {
    npm_config_registry: url,
    npm_config_userconfig: join(home, '.npmrc'),
    npm_config_cache: join(home, 'npm-cache'),
    npm_config_yes: 'true',
    npm_config_update_notifier: 'false',
  };
}

async function publish(folder: string, registry: Registry): Promise<void> {
  await mustRun(npm('publish', folder, '--access', 'public'), {
    cwd: registry.home,
    env: { ...process.env, ...registryEnvironment(registry) },
  });
}

function publicPackages(): string[] {
  const packages = join(repositoryRoot, 'packages');
  return readdirSync(packages)
    .map((name) => join(packages, name))
    .filter((folder) => !JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private);
}

async function upstream(): Promise<string> {
  const { output } = await mustRun(npm('config', 'get', 'registry'), { cwd: repositoryRoot });
  const url = output.split('\n').find((line) => line.startsWith('http'));
  if (url === undefined) throw new Error(`npm names no registry: ${output}`);
  return url.trim();
}

function renderConfig(folder: string, uplink: string): string {
  const open = { access: '$all', publish: '$all', unpublish: '$all' };
  // JSON is YAML too.
  return JSON.stringify({
    storage: join(folder, 'storage'),
    uplinks: { upstream: { url: uplink, cache: true, timeout: '120s', max_fails: 100 } },
    packages: { '@hone/*': open, '**': { ...open, proxy: 'upstream' } },
    log: { type: 'stdout', format: 'json', level: 'error' },
    server: { keepAliveTimeout: 60 },
    max_body_size: '100mb',
    self_path: folder,
  });
}

function verdaccioScript(): string {
  const manifest = createRequire(import.meta.url).resolve('verdaccio/package.json');
  return join(dirname(manifest), 'bin', 'verdaccio');
}

async function answers(url: URL): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await sleep(500);
  }
  throw new Error('The local registry did not start within a minute');
}

/** A port of the loopback interface that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}

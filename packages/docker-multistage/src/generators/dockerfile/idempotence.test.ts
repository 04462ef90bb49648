import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { logger } from '@nx/devkit';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../tests/scaffold-workspace.js';
import type { DockerfileOptions } from './schema.js';

const LANGUAGES = [
  ['python', 'python/fixtures/uv', { 'services/api': ['libs/greetings'], 'libs/greetings': [] }, 'pyproject.toml'],
  ['rust', 'rust/fixtures/workspace', { 'services/api': ['libs/greet'], 'libs/greet': [] }, 'welcome.txt'],
  ['node', 'node/fixtures/workspaces', { 'services/api': ['libs/greet'], 'libs/greet': [] }, 'package.json'],
] as const;

const FILE = 'services/api/Dockerfile';
const ROUNDS = 25;

let workspace: ScaffoldWorkspace;
afterEach(() => {
  workspace.remove();
  vi.restoreAllMocks();
});

/** The same sequence of numbers in each run: what fails once fails again. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Any subset of the options, with one value of each. */
function someOptions(random: () => number, asset: string): DockerfileOptions {
  const choices: Partial<Record<keyof DockerfileOptions, readonly unknown[]>> = {
    stages: [['production'], ['production', 'development']],
    runtime: ['slim', 'alpine'],
    port: [8123],
    command: ['./start --now', ['run', 'it "now"', '$HOME']],
    healthcheck: ['none', '/up?a=b'],
    user: ['1234', '1234:99'],
    platforms: [['linux/arm64'], ['linux/amd64', 'linux/arm64']],
    syntax: ['docker/dockerfile:1'],
    assets: [[asset]],
  };
  const picked = Object.entries(choices)
    .filter(() => random() < 0.5)
    .map(([name, values]) => [name, values[Math.floor(random() * values.length)]] as const);
  return { project: 'api', ...Object.fromEntries(picked) };
}

describe.each(LANGUAGES)('%s', (_, fixture, projects, asset) => {
  const open = (): void => {
    vi.spyOn(logger, 'warn').mockImplementation(() => undefined);
    const folder = fileURLToPath(new URL(`../../engine/scaffold/${fixture}`, import.meta.url));
    workspace = createScaffoldWorkspace(folder, projects);
  };

  it('is the same the second time, and the same on a new file, whatever was there before', async () => {
    open();
    const random = createRandom(7);
    for (let round = 0; round < ROUNDS; round++) {
      const options = someOptions(random, asset);
      await workspace.generate(options);
      // A frontend that is there may be the user's, so it stays when none is asked for.
      const updated = options.syntax ? workspace.read(FILE) : workspace.read(FILE).replace(/^# syntax=.*\n/, '');
      expect(await workspace.generate(options), JSON.stringify(options)).toEqual([]);
      workspace.write(FILE, '');
      await workspace.generate(options);
      expect(updated, JSON.stringify(options)).toBe(workspace.read(FILE));
    }
  });

  it('keeps what others wrote, whatever it is told', async () => {
    open();
    const random = createRandom(11);
    const mine = 'FROM production AS debug\n# mine\nRUN true\n';
    await workspace.generate({ project: 'api' });
    workspace.write(FILE, `${workspace.read(FILE)}\n${mine}`.replace(/AS production\n/, 'AS production\n# edited\n'));
    for (let round = 0; round < ROUNDS; round++) {
      const options = someOptions(random, asset);
      await workspace.generate(options);
      expect(workspace.read(FILE), JSON.stringify(options)).toContain(mine);
      expect(workspace.read(FILE), JSON.stringify(options)).toContain('AS production\n# edited\n');
    }
  });
});

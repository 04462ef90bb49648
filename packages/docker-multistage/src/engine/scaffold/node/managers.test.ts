import { cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { dockerEngine, standIn } from '../../../../tests/docker-engine.js';
import { runImage } from '../../../../tests/run-image.js';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../../tests/scaffold-workspace.js';

const { docker } = await dockerEngine('images of pnpm, yarn and Nx', 'node:20');
const buildArgs = { NODE_IMAGE: standIn('node:20') };
const minutes = 60_000;
const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

let workspace: ScaffoldWorkspace;
let image = '';
afterEach(async () => {
  workspace.remove();
  await docker?.getImage(`${image}:production`).remove({ force: true });
});

/** The same workspace for another package manager. */
function workspaceOf(lock: string, name: string, files: Record<string, string> = {}): ScaffoldWorkspace {
  workspace = createScaffoldWorkspace(fixture('workspaces'), {
    'libs/greet': [],
    'services/api': ['libs/greet'],
    'services/other': [],
  });
  rmSync(path.join(workspace.root, 'package-lock.json'));
  cpSync(fixture(`locks/${lock}`), path.join(workspace.root, name));
  for (const [file, text] of Object.entries(files)) workspace.write(file, text);
  return workspace;
}

const manifest = readFileSync(fixture('workspaces/services/api/package.json'), 'utf8');
const pnpmFiles = {
  'pnpm-workspace.yaml': 'packages:\n  - libs/*\n  - services/*\n',
  'services/api/package.json': manifest.replace('"@acme/greet": "1.0.0"', '"@acme/greet": "workspace:*"'),
};

describe.skipIf(!docker)('an image, from the context that is written for it,', () => {
  it.each([
    ['pnpm', 'pnpm-lock.yaml', 'pnpm-lock.yaml', pnpmFiles],
    ['yarn 1', 'yarn-1.lock', 'yarn.lock', {}],
    ['yarn 4', 'yarn-4.lock', 'yarn.lock', {}],
  ])(
    'of %s runs and is well',
    async (manager, lock, name, files) => {
      image = `hone-test/scaffold-node-${manager.replace(' ', '')}`;
      const { generate, writeContext, build } = workspaceOf(lock, name, files);
      await generate({ project: 'api' });
      const context = await writeContext('api');
      await build('api', { image, stages: ['production'], buildArgs, context });
      expect(await runImage(docker!, `${image}:production`)).toMatchObject({ user: '1000:1000', health: 0 });
    },
    5 * minutes,
  );
});

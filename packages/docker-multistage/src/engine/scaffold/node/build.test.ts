import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerEngine, standIn } from '../../../../tests/docker-engine.js';
import { runImage } from '../../../../tests/run-image.js';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../../tests/scaffold-workspace.js';

const { docker } = await dockerEngine('images of Node projects', 'node:20');
const image = 'hone-test/scaffold-node-api';
const buildArgs = { NODE_IMAGE: standIn('node:20') };
const minutes = 60_000;

let workspace: ScaffoldWorkspace;
beforeAll(async () => {
  workspace = createScaffoldWorkspace(fileURLToPath(new URL('fixtures/workspaces', import.meta.url)), {
    'libs/greet': [],
    'services/api': ['libs/greet'],
    'services/other': [],
  });
  await workspace.generate({ project: 'api' });
});
afterAll(async () => {
  workspace.remove();
  await docker?.getImage(`${image}:production`).remove({ force: true });
});

const build = () => workspace.build('api', { image, stages: ['production'], buildArgs });

describe.skipIf(!docker)('an image of one of several workspaces', () => {
  it(
    'answers when it is asked for its health, and runs as nobody',
    async () => {
      await build();
      expect(await runImage(docker!, `${image}:production`)).toMatchObject({ user: '1000:1000', health: 0 });
    },
    5 * minutes,
  );

  it(
    'installs nothing again after an edit of a source',
    async () => {
      // An edit that no earlier run made: the engine remembers those.
      const greeting = `export const greet = (name) => \`Welcome, \${name}.\`; // ${Date.now()}\n`;
      workspace.write('libs/greet/src/index.js', greeting);
      const [edited] = await build();
      const ran = edited?.steps.filter(({ cached, name }) => !cached && name.includes(' RUN ')) ?? [];
      expect(ran.map(({ name }) => name).join('\n')).not.toContain('npm ci');
      expect(ran.map(({ name }) => name).join('\n')).toContain('npm run build');
    },
    5 * minutes,
  );
});

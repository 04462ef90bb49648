import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerEngine, standIn } from '../../../../tests/docker-engine.js';
import { runImage } from '../../../../tests/run-image.js';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../../tests/scaffold-workspace.js';

const { docker } = await dockerEngine('images of Rust programs', 'rust:1.95', 'cc:bookworm');
const image = 'hone-test/scaffold-rust-api';
const buildArgs = { RUST_IMAGE: standIn('rust:1.95'), RUNTIME_IMAGE: standIn('cc:bookworm') };
const minutes = 60_000;

let workspace: ScaffoldWorkspace;
beforeAll(() => {
  workspace = createScaffoldWorkspace(fileURLToPath(new URL('fixtures/workspace', import.meta.url)), {
    'libs/greet': [],
    'services/api': ['libs/greet'],
    'services/other': [],
  });
});
afterAll(async () => {
  workspace.remove();
  for (const stage of ['production', 'worker']) await docker?.getImage(`${image}:${stage}`).remove({ force: true });
});

describe.skipIf(!docker)(
  'an image that is built from the workspace as it is, with members that it does not need',
  () => {
    it(
      'is small, runs as nobody, and its program finds itself well',
      async () => {
        await workspace.generate({ project: 'api' });
        const [worker, production] = await workspace.build('api', {
          image,
          stages: ['worker', 'production'],
          buildArgs,
        });
        expect(await runImage(docker!, `${image}:production`)).toMatchObject({ user: '10001:10001', health: 0 });
        expect(await runImage(docker!, `${image}:worker`)).toMatchObject({ code: 0 });
        const base = await docker!.getImage(standIn('cc:bookworm')).inspect();
        expect((production?.size ?? Infinity) - base.Size).toBeLessThan(5_000_000);
        expect(worker?.size).toBeLessThan(base.Size + 5_000_000);
      },
      5 * minutes,
    );

    it(
      'is built from the written context, too',
      async () => {
        const context = await workspace.writeContext('api');
        await workspace.build('api', { image, stages: ['production'], buildArgs, context });
        expect(await runImage(docker!, `${image}:production`)).toMatchObject({ user: '10001:10001', health: 0 });
      },
      5 * minutes,
    );

    it(
      'compiles no dependency again after an edit of a source, also of another member',
      async () => {
        // Edits that no earlier run made: the engine remembers those.
        workspace.write('services/api/welcome.txt', `Come in at ${Date.now()}.\n`);
        workspace.write('services/other/src/main.rs', `fn main() { println!("edited ${Date.now()}"); }\n`);
        const [edited] = await workspace.build('api', { image, stages: ['production'], buildArgs });
        const ran = edited?.steps.filter(({ cached, name }) => !cached && name.includes(' RUN ')) ?? [];
        expect(ran.map(({ name }) => /cargo (?:chef )?\w+/.exec(name)?.[0])).toEqual(
          expect.arrayContaining(['cargo chef prepare', 'cargo build']),
        );
        expect(ran.map(({ name }) => name).join('\n')).not.toContain('cargo chef cook');
      },
      5 * minutes,
    );
  },
);

import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSarif } from '@hone/core/sarif';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildEngine } from '../../engine/build/build.js';
import { connect } from '../../engine/build/connect.js';
import type { ImageFile } from '../../engine/build/types.js';
import { dockerEngine } from '../../../tests/docker-engine.js';
import { isRunning, proxyTo, readAll } from '../../../tests/engine-proxy.js';
import type { BuildOptions } from './schema.js';

const NAME = 'hone-test/build';
const fixture = fileURLToPath(new URL('fixtures/workspace/', import.meta.url));
const unique = String(process.pid);

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hone build '));
  cpSync(fixture, root, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

type Task = EngineTask<BuildOptions>;
function task(options: BuildOptions, project = 'api'): Task {
  const common = { context: '{workspaceRoot}', image: NAME, tags: [`${project}-{stage}`] };
  return {
    id: `${project}:docker-build`,
    project,
    root: 'api',
    target: 'docker-build',
    nestedRoots: [],
    options: { ...common, ...options },
  };
}

interface Run {
  outcomes: TaskOutcome[];
  lines: string[];
  /** Everything that leaves the engine, as one text. */
  everything: string;
}

async function run(
  tasks: Task[],
  signal = new AbortController().signal,
  onLine?: (line: string) => void,
): Promise<Run> {
  const lines: string[] = [];
  const progress = (line: string): void => {
    lines.push(line);
    onLine?.(line);
  };
  const outcomes = new Map<string, TaskOutcome>();
  for await (const [id, outcome] of buildEngine.run(tasks, { workspaceRoot: root, signal, verbose: false, progress })) {
    outcomes.set(id, outcome);
  }
  const all = tasks.map(({ id }) => outcomes.get(id)!);
  const texts = all.flatMap(({ report, notes = [], outputs = {} }) => [
    writeSarif(report),
    ...notes,
    ...Object.values(outputs),
  ]);
  return { outcomes: all, lines, everything: [...lines, ...texts].join('\n') };
}

const findings = ({ report }: TaskOutcome): string[] =>
  report.diagnostics.map(
    ({ ruleId, level, message, location }) =>
      `${location?.file ?? '-'}:${location?.region?.start.line ?? '-'} ${ruleId} ${level}: ${message}`,
  );

const imagesOf = ({ outputs = {} }: TaskOutcome): ImageFile =>
  JSON.parse(Object.values(outputs)[0] ?? '{}') as ImageFile;

const { docker, missing } = await dockerEngine('docker-build', 'debian:bookworm');
const TIMEOUT = 60_000;

afterAll(async () => {
  for (const { RepoTags } of (await docker?.listImages({ filters: { reference: [`${NAME}*`] } })) ?? []) {
    for (const tag of RepoTags ?? []) await docker!.getImage(tag).remove({ force: true });
  }
});

describe.skipIf(missing !== undefined)('with an engine', { timeout: TIMEOUT }, () => {
  it('builds a stage and says what is in the image', async () => {
    const { outcomes, lines } = await run([task({ buildArgs: { GREETING: unique } })]);
    const [outcome] = outcomes;
    expect(findings(outcome!)).toEqual([]);
    expect(outcome!.failed).toBeUndefined();
    const { images, schema, project } = imagesOf(outcome!);
    expect({ schema, project }).toEqual({ schema: 1, project: 'api' });
    expect(images).toHaveLength(1);
    const [image] = images;
    expect(image).toMatchObject({ stage: 'production', name: NAME, tags: [`${NAME}:api-production`] });
    expect(image!.layers.map(({ createdBy }) => createdBy)).toEqual([
      '',
      'RUN echo "shared step" > /shared',
      'COPY api/src /app',
      'RUN echo "built with ${GREETING}" > /greeting',
    ]);
    expect(image!.steps.map(({ name }) => name.replace(/ .*?\]/, ']'))).toHaveLength(4);
    expect(image!.steps.at(-1)).toMatchObject({ cached: false });
    expect(lines.some((line) => /^#\d+ \[production 2\/2\] RUN echo/.test(line))).toBe(true);
    expect(lines.some((line) => /^#\d+ DONE \d+\.\ds$/.test(line))).toBe(true);

    const details = await docker!.getImage(`${NAME}:api-production`).inspect();
    expect(details.Id).toBe(image!.id);
    expect(details.RootFS.Layers).toEqual(image!.layers.map(({ digest }) => digest));
    expect(details.Config.Labels).toEqual({
      'org.opencontainers.image.title': 'api',
      'org.opencontainers.image.version': '1.2.3',
    });
  });

  it('rebuilds nothing when nothing changed, and only what an edit changes', async () => {
    const options = { buildArgs: { GREETING: `again ${unique}` } };
    const first = imagesOf((await run([task(options)])).outcomes[0]!);
    const again = imagesOf((await run([task(options)])).outcomes[0]!);
    expect(again.images[0]!.steps.map(({ cached }) => cached)).toEqual([true, true, true, true]);
    expect({ ...again.images[0], steps: 0, seconds: 0 }).toEqual({ ...first.images[0], steps: 0, seconds: 0 });
    writeFileSync(path.join(root, 'api/src/left-out.txt'), 'the ignore file leaves it out');
    const ignored = imagesOf((await run([task(options)])).outcomes[0]!);
    expect(ignored.images[0]!.id).toBe(first.images[0]!.id);
    // As long as before: the engine must see by the time alone that the file is another.
    writeFileSync(path.join(root, 'api/src/main.txt'), `${unique.padStart(5, '-').slice(-5)}\n`);
    const edited = imagesOf((await run([task(options)])).outcomes[0]!);
    expect(edited.images[0]!.steps.map(({ cached }) => cached)).toEqual([true, true, false, false]);
  });

  it('builds several stages and several projects at once, each with its own result', async () => {
    const { outcomes } = await run([
      task({ stages: ['test', 'production'] }),
      task({ dockerfile: 'api/failing.Dockerfile' }, 'other'),
    ]);
    expect(imagesOf(outcomes[0]!).images.map(({ tags }) => tags)).toEqual([
      [`${NAME}:api-test`],
      [`${NAME}:api-production`],
    ]);
    expect(outcomes[1]!.failed).toBe(true);
    expect(findings(outcomes[1]!)).toEqual([
      'api/failing.Dockerfile:5 docker/step-failed error: RUN echo "before the end" && exit 7 ended with exit code 7: before the end',
    ]);
    expect(outcomes[1]!.notes!.join('\n')).toContain('| before the end');
    expect(outcomes[1]!.outputs).toBeUndefined();
  });

  it.each([
    [
      'syntax',
      'api/syntax.Dockerfile:1 docker/frontend-unknown error: The frontend that `# syntax=` names cannot be had: connection refused.',
    ],
    ['broken', 'api/broken.Dockerfile:2 docker/syntax error: Unknown instruction: RUNN'],
    [
      'missing-file',
      'api/missing-file.Dockerfile:2 docker/file-missing error: COPY api/nowhere.txt /: a file that it names is not there.',
    ],
    ['outside', 'api/outside.Dockerfile:2 docker/outside-context error: ../elsewhere lies outside the build context.'],
    [
      'unknown-base',
      'api/unknown-base.Dockerfile:2 docker/base-image-unknown error: The image localhost:1/hone-test/no-such-image:9 cannot be had: connection refused.',
    ],
  ])('says what is wrong with %s.Dockerfile, and where', async (name, expected) => {
    const { outcomes } = await run([task({ dockerfile: `{projectRoot}/${name}.Dockerfile` })]);
    expect(outcomes[0]!.failed).toBe(true);
    expect(findings(outcomes[0]!)).toEqual([expected]);
  });

  it('hands secrets to steps and shows them nowhere', async () => {
    const value = `hush-${unique}-value`;
    vi.stubEnv('HONE_TEST_TOKEN', value);
    const options: BuildOptions = {
      dockerfile: 'api/secret.Dockerfile',
      secrets: [{ id: 'token', env: 'HONE_TEST_TOKEN' }],
      noCache: true,
    };
    const { outcomes, lines, everything } = await run([task(options)]);
    expect(findings(outcomes[0]!)).toEqual([]);
    expect(lines.filter((line) => line.endsWith('***')).length).toBeGreaterThanOrEqual(2);
    const image = docker!.getImage(imagesOf(outcomes[0]!).images[0]!.id);
    const saved = await readAll(await image.get());
    const known = [
      everything,
      JSON.stringify(await image.inspect()),
      JSON.stringify(await image.history()),
      saved.toString('latin1'),
    ];
    const spellings = [value, Buffer.from(value).toString('base64').replace(/=+$/, '')];
    for (const text of known) for (const spelling of spellings) expect(text.includes(spelling)).toBe(false);
    // The file system of the image was looked into: the step's other traces are there.
    expect(saved.toString('latin1')).toContain('tmp/');
  });

  it.skipIf(process.platform === 'win32')('connects a step with the SSH agent', async () => {
    const socket = path.join(root, 'agent.sock');
    const agent = createServer((client) => client.once('data', (data) => client.end(`pong to ${data.toString()}`)));
    await new Promise<void>((resolve) => agent.listen(socket, resolve));
    const ask = 'my $s = IO::Socket::UNIX->new($ENV{SSH_AUTH_SOCK}) or die; $s->print("ping"); print <$s>, "\\n"';
    writeFileSync(
      path.join(root, 'api/Dockerfile'),
      `FROM hone-stand-in/debian:bookworm\nRUN --mount=type=ssh perl -MIO::Socket::UNIX -e '${ask}'\n`,
    );
    try {
      const { outcomes, lines } = await run([task({ ssh: [`default=${socket}`], noCache: true })]);
      expect(findings(outcomes[0]!)).toEqual([]);
      expect(lines.filter((line) => line.endsWith(' pong to ping'))).toHaveLength(1);
    } finally {
      agent.close();
    }
  });

  it('masks a secret that a failing step echoes', async () => {
    const value = `loud-${unique}-value`;
    writeFileSync(path.join(root, 'api/token.txt'), `${value}\n`);
    writeFileSync(
      path.join(root, 'api/Dockerfile'),
      'FROM hone-stand-in/debian:bookworm\nRUN --mount=type=secret,id=token cat /run/secrets/token && exit 3\n',
    );
    const { outcomes, everything } = await run([task({ secrets: [{ id: 'token', file: 'api/token.txt' }] })]);
    expect(findings(outcomes[0]!)).toEqual([
      expect.stringMatching(/^api\/Dockerfile:2 docker\/step-failed error: RUN .* ended with exit code 3: \*\*\*$/),
    ]);
    expect(everything).not.toContain(value);
  });

  it('says so when the engine goes away in the middle of a build', async () => {
    slowDockerfile();
    const proxy = await proxyTo('/var/run/docker.sock', path.join(root, 'proxy.sock'));
    vi.stubEnv('DOCKER_HOST', `unix://${proxy.path}`);
    try {
      const { outcomes } = await run([task({})], undefined, (line) => {
        if (line.endsWith('it has begun')) proxy.cut();
      });
      expect(findings(outcomes[0]!)).toEqual([
        expect.stringMatching(
          /^api\/Dockerfile:- docker\/engine-lost error: The Docker engine went away in the middle of the build: /,
        ),
      ]);
    } finally {
      proxy.close();
    }
  });

  it.skipIf(process.platform !== 'linux')('stops the build on the engine when it is aborted', async () => {
    const mark = slowDockerfile();
    const controller = new AbortController();
    let ran: Promise<unknown> = Promise.reject(new Error('The step never began.'));
    ran.catch(() => undefined);
    const { outcomes } = await run([task({})], controller.signal, (line) => {
      if (!line.endsWith('it has begun')) return;
      ran = vi.waitFor(() => expect(isRunning(mark)).toBe(true), { timeout: 15_000 });
      void ran.catch(() => undefined).then(() => controller.abort(new Error('Ended by SIGINT.')));
    });
    expect(outcomes[0]!.failed).toBe(true);
    await ran;
    await vi.waitFor(() => expect(isRunning(mark)).toBe(false), { timeout: 15_000, interval: 200 });
  });

  /** A step that waits for as many seconds as no other process does. */
  function slowDockerfile(): string {
    const mark = `4${unique.padStart(7, '0')}`;
    writeFileSync(
      path.join(root, 'api/Dockerfile'),
      `FROM hone-stand-in/debian:bookworm\nRUN echo it has begun && sleep ${mark}\n`,
    );
    return mark;
  }
});

describe('without an engine', () => {
  it('says where it looked and what to do', async () => {
    vi.stubEnv('DOCKER_HOST', `unix://${path.join(root, 'none.sock')}`);
    const { outcomes } = await run([task({})]);
    expect(outcomes[0]!.failed).toBe(true);
    expect(findings(outcomes[0]!)).toEqual([
      `-:- docker/no-engine error: No Docker engine answers at ${path.join(root, 'none.sock')}: there is none.`,
    ]);
    await expect(connect()).rejects.toThrow('No Docker engine answers');
  });

  it('takes away an image.json that is not true any more', async () => {
    const file = path.join(root, 'image.json');
    writeFileSync(file, '{}');
    await run([task({ stages: ['nowhere'], imagePath: 'image.json' })]);
    expect(existsSync(file)).toBe(false);
  });

  it.each<[string, BuildOptions, string]>([
    [
      'a stage',
      { stages: ['nowhere'] },
      'api/Dockerfile:- docker/stage-unknown error: The Dockerfile has no stage "nowhere".',
    ],
    ['a Dockerfile', { dockerfile: 'api/none' }, 'api/none:- docker/dockerfile-missing error: There is no api/none.'],
    [
      'a context',
      { context: 'api/none' },
      'api/none:- docker/context-missing error: The build context api/none is not there.',
    ],
    [
      'a secret',
      { secrets: [{ id: 'a', env: 'HONE_NO_SUCH' }] },
      '-:- docker/secret-missing error: The secret "a" is not given: the variable HONE_NO_SUCH is not set.',
    ],
    [
      'a mounted secret',
      { dockerfile: 'api/secret.Dockerfile' },
      'api/secret.Dockerfile:2 docker/secret-missing error: The secret "token" is mounted here and not given.',
    ],
    [
      'a token',
      { tags: ['{nope}'] },
      '-:- docker/token-unknown error: The option `tags` has the unknown token {nope}.',
    ],
    [
      'a context outside',
      { context: '../x' },
      '-:- docker/outside-workspace error: The path "../x" lies outside the workspace.',
    ],
  ])('says which %s is missing or wrong', async (_, options, expected) => {
    const { outcomes } = await run([task(options)]);
    expect(outcomes[0]!.failed).toBe(true);
    expect(findings(outcomes[0]!)[0]).toBe(expected);
  });

  it.skipIf(process.platform === 'win32')(
    'refuses a context and a source that leave the workspace by a symbolic link',
    async () => {
      symlinkSync(tmpdir(), path.join(root, 'away'));
      const [context] = (await run([task({ context: 'away' })])).outcomes;
      expect(findings(context!)[0]).toContain(
        'The option `context` names away, which is a symbolic link out of the workspace.',
      );
      writeFileSync(path.join(root, 'api/Dockerfile'), 'FROM scratch\nCOPY api away/x /\n');
      const [source] = (await run([task({})])).outcomes;
      expect(findings(source!)).toEqual([
        'api/Dockerfile:2 docker/outside-context error: away is a symbolic link out of the build context.',
      ]);
    },
  );

  it('refuses two images of one run with the same tag', async () => {
    const { outcomes } = await run([task({ tags: ['same'] }), task({ tags: ['same'] }, 'other')]);
    expect(outcomes.map((outcome) => findings(outcome)[0])).toEqual([
      `api/Dockerfile:- docker/tag-clash error: The stage production takes the tag ${NAME}:same, and so does other:docker-build (stage production).`,
      `api/Dockerfile:- docker/tag-clash error: The stage production takes the tag ${NAME}:same, and so does api:docker-build (stage production).`,
    ]);
  });
});

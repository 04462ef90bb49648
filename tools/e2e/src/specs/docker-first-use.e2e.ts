import { describe, expect, inject, it } from 'vitest';
import { addDockerfiles } from '../harness/dockerfiles.js';
import { edit, read } from '../harness/files.js';
import { commit, status } from '../harness/git.js';
import { failed, hits, lint, type NxRun, ran } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { findings } from '../harness/reports.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const SERVICES = ['memory-gateway', 'ollama-adapter'];
const GATEWAY = 'services/memory-gateway/Dockerfile';
const OUTSIDE = 'services/ollama-adapter/docker/outside.Dockerfile';

/** What the terminal report says of a file: the lines below its name. */
function shown({ output }: NxRun, file: string): string {
  return output.split(`\n${file}\n`)[1]?.split('\n\n')[0] ?? '';
}

/** The story of a new user with Dockerfiles, on each supported Nx. The steps build on each other. */
describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('A new user with Dockerfiles on Nx %s', (version) => {
  const registry = { ...inject('registry'), stop: () => undefined };
  let workspace: string;

  it('adds docker-multistage with one command that touches only what it must, and says how to go on', async () => {
    workspace = freshWorkspace('plain', version);
    addDockerfiles(workspace);
    await commit(workspace, 'Add Dockerfiles');
    const output = await addHone(workspace, registry, '@hone/docker-multistage');

    expect(output).toMatch(/nx run-many -t docker-lint/);
    expect((await status(workspace)).split('\n').map((line) => line.trim())).toEqual([
      'M nx.json',
      'M package-lock.json',
      'M package.json',
    ]);
    await commit(workspace, 'Add Hone');

    await addHone(workspace, registry, '@hone/docker-multistage');
    expect(await status(workspace)).toBe('');
  });

  it('lints every Dockerfile, then takes all from the cache', async () => {
    const first = await lint(workspace);
    expect(first.code, first.output).toBe(0);
    expect(ran(first)).toEqual(SERVICES);
    expect(findings(workspace, 'services/memory-gateway', 'docker-lint')).toEqual([]);

    const second = await lint(workspace);
    expect(ran(second)).toEqual([]);
    expect(hits(second)).toEqual(SERVICES);
    expect(await status(workspace), 'reports are ignored by git').toBe('');
  });

  it('was told of a project that an image holds and does not need', () => {
    expect(findings(workspace, 'services/ollama-adapter', 'docker-lint')).toEqual([
      expect.objectContaining({ rule: 'docker/copy-outside-closure', level: 'warning', file: OUTSIDE, line: 3 }),
    ]);
  });

  it('is shown what an edit brought, in that project alone', async () => {
    edit(workspace, GATEWAY, (text) => text.replace('USER', 'RUN apt-get update && apt-get install curl\nUSER'));
    const line = read(workspace, GATEWAY).split('\n').indexOf('RUN apt-get update && apt-get install curl') + 1;
    const run = await lint(workspace, 'affected');
    expect(run.code, run.output).toBe(0);
    expect(ran(run)).toEqual(['memory-gateway']);
    expect(shown(run, GATEWAY), run.output).toMatch(new RegExp(`^ *${line}:.*DL3008`, 'm'));
    const rules = findings(workspace, 'services/memory-gateway', 'docker-lint').map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['DL3008', 'DL3014', 'DL3015']));
  });

  it('is shown where a Dockerfile is broken, while the others are linted', async () => {
    edit(workspace, GATEWAY, (text) => text.replace('WORKDIR /app', 'WORKDIRR /app'));
    const run = await lint(workspace);
    expect(run.code).not.toBe(0);
    expect(failed(run)).toEqual(['memory-gateway']);
    expect(hits(run)).toEqual(['ollama-adapter']);
    expect(shown(run, GATEWAY), run.output).toMatch(/^ *2:.*docker\/syntax/m);
    expect(findings(workspace, 'services/memory-gateway', 'docker-lint')).toContainEqual(
      expect.objectContaining({ rule: 'docker/syntax', level: 'error', file: GATEWAY, line: 2 }),
    );
  });

  it('repairs it and is back in the cache', async () => {
    edit(workspace, GATEWAY, (text) =>
      text.replace('WORKDIRR', 'WORKDIR').replace('RUN apt-get update && apt-get install curl\n', ''),
    );
    expect(await status(workspace)).toBe('');
    const run = await lint(workspace);
    expect(run.code, run.output).toBe(0);
    expect(ran(run)).toEqual([]);
  });
});

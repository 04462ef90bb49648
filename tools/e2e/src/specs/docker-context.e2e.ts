import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { undoChanges } from '../harness/changes.js';
import { addDockerfiles } from '../harness/dockerfiles.js';
import { edit, snapshot, write } from '../harness/files.js';
import { commit } from '../harness/git.js';
import { hits, type NxRun, ran, runTarget } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const SERVICES = ['memory-gateway', 'ollama-adapter'];

describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('Build contexts on Nx %s', (version) => {
  let workspace: string;
  let first: Record<string, string>;

  const makeContexts = (): Promise<NxRun> => runTarget(workspace, 'docker-context');
  /** All that docker-build takes of a service, by path. */
  const contextOf = (service: string): Record<string, string> => {
    const files = Object.entries(snapshot(join(workspace, 'dist', 'hone', 'services', service)));
    return Object.fromEntries(files.filter(([file]) => file.startsWith('docker-context')));
  };

  beforeAll(async () => {
    workspace = freshWorkspace('plain', version);
    addDockerfiles(workspace);
    await addHone(workspace, { ...inject('registry'), stop: () => undefined }, '@hone/docker-multistage');
    await commit(workspace, 'Add Dockerfiles and Hone');
    const run = await makeContexts();
    expect(run.code, run.output).toBe(0);
    expect(ran(run)).toEqual(SERVICES);
    first = contextOf('ollama-adapter');
  });

  it('hold a service with what it depends on, and nothing else', () => {
    const folders = new Set(Object.keys(first).map((file) => file.split('/').slice(1, 3).join('/')));
    expect([...folders].filter((folder) => folder.includes('/')).sort()).toEqual([
      'libs/contracts',
      'libs/telemetry',
      // A Dockerfile copies it, so the linter says something; the context has what the graph says.
      'services/ollama-adapter',
    ]);
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['docker-context/pyproject.toml', 'docker-context/uv.lock', 'docker-context.json']),
    );
  });

  it('stay as they are, byte for byte, when a package changes that they do not have', async () => {
    edit(workspace, 'uv.lock', (text) => text.replace(/(name = "ruff"\nversion = ")[^"]+/, '$199.0'));
    const run = await makeContexts();
    expect(run.code, run.output).toBe(0);
    expect(ran(run)).toEqual(SERVICES);
    expect(contextOf('ollama-adapter')).toEqual(first);
    await undoChanges(workspace);
  });

  it('come from the cache when another project changes', async () => {
    edit(workspace, 'libs/textkit/src/textkit/words.py', (text) => `${text}\n# more\n`);
    const run = await makeContexts();
    expect(ran(run)).toEqual(['memory-gateway']);
    expect(hits(run)).toEqual(['ollama-adapter']);
    expect(contextOf('ollama-adapter')).toEqual(first);
    await undoChanges(workspace);
  });

  it('change with a dependency, a locked package of the closure, and what a Dockerfile copies from elsewhere', async () => {
    const changesWith = async (apply: () => void): Promise<string[]> => {
      apply();
      const run = await makeContexts();
      expect(run.code, run.output).toBe(0);
      const now = contextOf('ollama-adapter');
      const changed = Object.keys(now).filter((file) => now[file] !== first[file]);
      await undoChanges(workspace);
      return changed.filter((file) => file !== 'docker-context.json');
    };
    const source = 'libs/contracts/src/contracts/problem.py';
    expect(await changesWith(() => edit(workspace, source, (text) => `${text}\n# more\n`))).toEqual([
      `docker-context/${source}`,
    ]);
    const lock = (text: string): string => text.replace(/(name = "annotated-types"\nversion = ")[^"]+/, '$199.0');
    expect(await changesWith(() => edit(workspace, 'uv.lock', lock))).toEqual(['docker-context/uv.lock']);
    const copying = 'services/ollama-adapter/docker/outside.Dockerfile';
    const added = await changesWith(() => {
      write(workspace, 'certificates/ca.pem', 'x\n');
      edit(workspace, copying, (text) => `${text}COPY certificates /etc/ssl\n`);
    });
    expect(added).toEqual(['docker-context/certificates/ca.pem', `docker-context/${copying}`]);
  });
});

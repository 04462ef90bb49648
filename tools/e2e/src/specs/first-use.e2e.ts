import { describe, expect, inject, it } from 'vitest';
import { edit, read } from '../harness/files.js';
import { commit, status } from '../harness/git.js';
import { failed, hits, type NxRun, ran, validate } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { findings } from '../harness/reports.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

const PROJECTS = [
  'contracts',
  'memory-gateway',
  'ollama-adapter',
  'persona-adapter',
  'reindex',
  'telemetry',
  'textkit',
];
const LIBRARY = 'libs/textkit/src/textkit/budget.py';

/** What the terminal report says of a file: the lines below its name. */
function shown({ output }: NxRun, file: string): string {
  return output.split(`\n${file}\n`)[1]?.split('\n\n')[0] ?? '';
}

/** The story of a new user, on each supported Nx. The steps build on each other. */
describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('A new user on Nx %s', (version) => {
  let workspace: string;

  it('adds Hone with one command that touches only what it must, and says how to go on', async () => {
    workspace = freshWorkspace('plain', version);
    const registry = { ...inject('registry'), stop: () => undefined };
    const output = await addHone(workspace, registry);

    expect(output).toContain('python-validate');
    expect((await status(workspace)).split('\n').map((line) => line.trim())).toEqual([
      'M nx.json',
      'M package-lock.json',
      'M package.json',
    ]);
    expect(JSON.parse(read(workspace, 'nx.json')).plugins).toHaveLength(1);
    await commit(workspace, 'Add Hone');

    await addHone(workspace, registry);
    expect(await status(workspace)).toBe('');
  });

  it('validates every project, then takes all from the cache', async () => {
    const first = await validate(workspace);
    expect(first.code, first.output).toBe(0);
    expect(ran(first)).toEqual(expect.arrayContaining(PROJECTS));

    const second = await validate(workspace);
    expect(second.code, second.output).toBe(0);
    expect(ran(second)).toEqual([]);
    expect(hits(second)).toEqual(ran(first));
    expect(await status(workspace), 'reports are ignored by git').toBe('');
  });

  it('is shown a syntax error with its file and line', async () => {
    const line = read(workspace, LIBRARY).split('\n').length;
    edit(workspace, LIBRARY, (text) => `${text}def broken(:\n`);
    const run = await validate(workspace, 'affected');

    expect(run.code).not.toBe(0);
    expect(failed(run)).toEqual(['textkit']);
    expect(shown(run, LIBRARY)).toMatch(new RegExp(`^ *${line}:`, 'm'));
    expect(findings(workspace, 'libs/textkit')).toContainEqual(
      expect.objectContaining({ level: 'error', file: LIBRARY, line }),
    );
  });

  it('is shown an import that no manifest declares', async () => {
    edit(workspace, LIBRARY, (text) => text.replace('def broken(:\n', '').replace('\nfrom ', '\nimport yaml\nfrom '));
    const line = read(workspace, LIBRARY).split('\n').indexOf('import yaml') + 1;
    const run = await validate(workspace, 'affected');

    expect(failed(run)).toEqual(['textkit']);
    expect(run.output).toContain('python/import-undeclared');
    expect(shown(run, LIBRARY)).toMatch(new RegExp(`^ *${line}:`, 'm'));
    expect(findings(workspace, 'libs/textkit')).toContainEqual(
      expect.objectContaining({ rule: 'python/import-undeclared', file: LIBRARY, line }),
    );
  });

  it('repairs it and is back in the cache', async () => {
    edit(workspace, LIBRARY, (text) => text.replace('import yaml\n', ''));
    expect(await status(workspace)).toBe('');
    const run = await validate(workspace);
    expect(run.code, run.output).toBe(0);
    expect(ran(run)).toEqual([]);
  });
});

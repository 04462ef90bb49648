import { chmodSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorkspace, digestIn, type TestWorkspace } from '../../../tests/context-workspace.js';

let workspace: TestWorkspace;
let folder: string;
let inode: number;
beforeEach(async () => {
  workspace = createTestWorkspace();
  workspace.write({ 'app/main.py': 'print(1)\n', 'app/data/a.txt': 'a\n', 'app/run.sh': 'true\n' });
  folder = workspace.folder('app');
  await run();
  inode = lstatSync(folder).ino;
});
afterEach(() => workspace.remove());

/** As the executor does: the context, then what it says beside it. */
async function run(): Promise<string> {
  const outcome = await workspace.run('app');
  for (const [file, text] of Object.entries(outcome.outputs ?? {})) {
    writeFileSync(path.join(workspace.root, file), text);
  }
  return digestIn(outcome);
}

const wasWritten = (): boolean => lstatSync(folder).ino !== inode;

it('is not written again', async () => {
  const before = workspace.context('app');
  const digest = await run();
  expect(await run()).toBe(digest);
  expect(wasWritten()).toBe(false);
  expect(workspace.context('app')).toEqual(before);
});

describe('is written again', () => {
  const inContext = (file: string): string => path.join(folder, 'app', file);

  it.each<[string, () => void]>([
    ['a source changed', () => workspace.write({ 'app/main.py': 'print(2)\n' })],
    ['a source is new', () => workspace.write({ 'app/new.py': '' })],
    ['a source went', () => rmSync(path.join(workspace.root, 'app/data/a.txt'))],
    ['a source can be run now', () => chmodSync(path.join(workspace.root, 'app/run.sh'), 0o755)],
    ['a file of it was edited', () => writeFileSync(inContext('main.py'), 'print(9)\n')],
    ['a file of it is gone', () => rmSync(inContext('main.py'))],
    ['a file was put into it', () => writeFileSync(inContext('more.py'), '')],
    ['a mode in it changed', () => chmodSync(inContext('main.py'), 0o600)],
    ['what says so is gone', () => rmSync(`${folder}.json`)],
    ['what says so is broken', () => writeFileSync(`${folder}.json`, '{')],
  ])('when %s', async (_, change) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    change();
    await run();
    expect(wasWritten()).toBe(true);
    expect(workspace.context('app')['app/main.py']).toBe(`644 ${workspace.read('app/main.py')}`);
  });
});

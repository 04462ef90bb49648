import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createWalker } from '@hone/core/files';
import { afterAll, expect, it } from 'vitest';
import { judge } from '../judge/judge.js';
import type { ProjectFacts } from '../types.js';
import { readJavaScriptFacts } from './read-facts.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Writes a workspace, installed packages included, which git would not keep, and reads one project of it. */
async function read(files: Record<string, string | object>, root = '.'): Promise<ProjectFacts | undefined> {
  const workspaceRoot = mkdtempSync(path.join(os.tmpdir(), 'hone-js-'));
  folders.push(workspaceRoot);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.join(workspaceRoot, path.dirname(file)), { recursive: true });
    writeFileSync(
      path.join(workspaceRoot, file),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    );
  }
  const walker = createWalker(workspaceRoot);
  return readJavaScriptFacts({
    workspaceRoot,
    project: { name: 'app', root },
    nestedRoots: [],
    closure: [],
    options: {},
    walker,
  });
}

const installed = (...names: string[]): Record<string, object> =>
  Object.fromEntries(names.map((name) => [`node_modules/${name}/package.json`, { name, version: '1.0.0' }]));

function kinds(facts: ProjectFacts | undefined): Record<string, string> {
  return Object.fromEntries(facts ? judge(facts, { keep: [] }).map(({ name, kind }) => [name, kind]) : []);
}

it('tells used, unused, missing and what only tests use', async () => {
  const facts = await read({
    'package.json': {
      name: 'app',
      main: 'src/index.js',
      scripts: { build: 'tool build' },
      dependencies: { express: '4', 'left-pad': '1', chai: '5', gone: '1' },
      devDependencies: { tool: '1', runner: '1', named: '1' },
    },
    'src/index.js': "import express from 'express';\nimport yaml from 'yaml';\nexpress(yaml);\n",
    'test/index.test.js': "import { expect } from 'chai';\nexpect(1);\n",
    'odd.config.json': '{ "use": ["named/preset"] }',
    ...installed('express', 'left-pad', 'chai', 'named', 'tool'),
    'node_modules/runner/package.json': { name: 'runner', bin: './run.js' },
  });
  expect(kinds(facts)).toEqual({
    chai: 'dev-only',
    express: 'used',
    gone: 'unknown',
    'left-pad': 'unused',
    named: 'unknown',
    runner: 'unknown',
    tool: 'used',
    yaml: 'missing',
  });
  expect(facts?.declarations.find(({ name }) => name === 'left-pad')).toMatchObject({ group: 'dependencies', line: 9 });
}, 30_000);

it('judges a project of a workspace by its own files', async () => {
  const facts = await read(
    {
      'package.json': { name: 'root', private: true, workspaces: ['packages/*'] },
      'packages/a/package.json': { name: 'a', private: true, main: 'index.js', dependencies: { x: '1', y: '1' } },
      'packages/a/index.js': "require('x');\n",
      'packages/b/package.json': { name: 'b', main: 'index.js' },
      'packages/b/index.js': "require('y');\n",
      ...installed('x', 'y'),
    },
    'packages/a',
  );
  expect(kinds(facts)).toEqual({ x: 'used', y: 'unused' });
}, 30_000);

it('takes what projects inside the root use as used by the root', async () => {
  const facts = await read({
    'package.json': { name: 'root', private: true, dependencies: { x: '1' } },
    'libs/a/index.js': "require('x');\n",
    ...installed('x'),
  });
  expect(kinds(facts)).toEqual({ x: 'used' });
}, 30_000);

it('leaves out what declares nothing, and names a manifest that can not be read', async () => {
  expect(await read({ 'package.json': { name: 'wrapper' } })).toBeUndefined();
  expect(await read({ 'Cargo.toml': '' })).toBeUndefined();
  const broken = await read({ 'package.json': '{ "dependencies": { "a": "1", } }' });
  expect(broken?.diagnostics[0]).toMatchObject({
    ruleId: 'deps/manifest-unreadable',
    location: { file: 'package.json' },
  });
});

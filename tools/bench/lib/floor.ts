import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNxJson } from './hone-workspace.js';

/** The shape of what is measured beside it. */
export interface FloorShape {
  /** The folder of each of these is a project: `Cargo.toml`. That of the workspace root is none. */
  manifest: string;
  /** Targets in order; each depends on the one before it, and is a batch of its own. */
  targets: readonly string[];
  /** A program with its arguments that the last batch runs once, at the workspace root. */
  command?: readonly string[];
}

/**
 * Configures what Nx itself takes for a family like ours: one plugin that infers a chain of cached targets, the first of
 * which reads the manifest and the others the project, and batches that write one small file a project. Nothing is
 * computed, and there are no edges: below it no implementation can come.
 */
export function configureFloor(root: string, { manifest, targets, command }: FloorShape): void {
  installNoop(root, targets);
  writeNxJson(root, { plugins: [{ plugin: 'noop', options: { manifest, targets, command } }] });
}

/** Installs the package `noop`: executors of these names that run as batches, and a plugin. */
export function installNoop(root: string, executorNames: readonly string[]): void {
  const plugin = join(root, 'node_modules', 'noop');
  mkdirSync(plugin, { recursive: true });
  const batched = {
    schema: './schema.json',
    implementation: './executor.js',
    batchImplementation: './executor.js#batch',
    preferBatch: true,
  };
  const executors = Object.fromEntries(executorNames.map((name) => [name, batched]));
  const files = {
    'package.json': JSON.stringify({
      name: 'noop',
      version: '1.0.0',
      main: 'plugin.js',
      executors: './executors.json',
    }),
    'executors.json': JSON.stringify({ executors }),
    'schema.json': JSON.stringify({ version: 2, type: 'object', properties: { file: { type: 'string' } } }),
    'executor.js': EXECUTOR,
    'plugin.js': PLUGIN,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(plugin, name), text);
}

const EXECUTOR = `
const { spawnSync } = require('node:child_process');
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const write = ({ file }) => (mkdirSync(dirname(file), { recursive: true }), writeFileSync(file, '{}'));
exports.default = async (options) => (write(options), { success: true });
exports.batch = async function* ({ tasks }, inputs, _overrides, { root }) {
  const command = Object.values(inputs).find(({ command }) => command)?.command;
  if (command) {
    const { error, status, stderr } = spawnSync(command[0], command.slice(1), { cwd: root, encoding: 'utf8' });
    if (error || status !== 0) throw error ?? new Error(stderr);
  }
  for (const task of Object.keys(tasks)) {
    write(inputs[task]);
    yield { task, result: { success: true, terminalOutput: '' } };
  }
};
`;

const PLUGIN = `
const { basename, dirname } = require('node:path');
const targetsOf = (root, names, command) =>
  Object.fromEntries(names.map((name, index) => {
    const file = 'dist/hone/' + root + '/' + name + '.json';
    const target = {
      executor: 'noop:' + name,
      cache: true,
      inputs: [index === 0 ? '{projectRoot}/*.toml' : '{projectRoot}/**/*', { externalDependencies: [] }],
      outputs: ['{workspaceRoot}/' + file],
      options: { file, ...(name === names.at(-1) && { command }) },
      ...(index > 0 && { dependsOn: [names[index - 1]] }),
    };
    return [name, target];
  }));
exports.name = 'noop';
exports.createNodes = exports.createNodesV2 = [
  '**/*.toml',
  (files, { manifest, targets, command }) =>
    files
      .filter((file) => basename(file) === manifest && dirname(file) !== '.')
      .map((file) => {
        const root = dirname(file);
        return [file, { projects: { [root]: { name: basename(root), targets: targetsOf(root, targets, command) } } }];
      }),
];
`;

// What Nx itself takes for the answers of a plugin: another plugin gives them again without computing anything.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Set while the answers are taken down. */
export const RECORD = 'HONE_BENCH_RECORD';

/** The plugin's entry for nx.json. */
export const replay = { plugin: 'replay', options: {} };

/** @param {string} root a workspace in which `@hone/nx` is installed */
export function installReplay(root) {
  const folder = join(root, 'node_modules/replay');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'replay', version: '1.0.0', main: 'index.js' }));
  writeFileSync(join(folder, 'index.js'), PLUGIN);
}

const PLUGIN = `
const { readFileSync, writeFileSync } = require('node:fs');
const file = (name) => require('node:path').join(__dirname, name + '.json');
const recall = (name) => JSON.parse(readFileSync(file(name), 'utf8'));
const keep = (name, value) => (writeFileSync(file(name), JSON.stringify(value)), value);
const hone = process.env.${RECORD} ? require('@hone/nx') : undefined;
const pattern = hone ? keep('pattern', hone.createNodes[0]) : recall('pattern');
exports.name = 'replay';
exports.createNodes = exports.createNodesV2 = [
  pattern,
  async (...all) => (hone ? keep('nodes', await hone.createNodes[1](...all)) : recall('nodes')),
];
exports.createDependencies = async (...all) =>
  hone ? keep('edges', await hone.createDependencies(...all)) : recall('edges');
`;

// What is measured: for each language a workspace, and the plugins that are put into its nx.json in turn.
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateDocker } from './generate-docker.mjs';
import { generatePython } from './generate-python.mjs';
import { generateRust } from './generate-rust.mjs';
import { replay } from './replay.mjs';

/**
 * @typedef {{ nxJson: object, target?: string, prepare?: (root: string) => void }} Variant
 * @typedef {{ generate: typeof generatePython, packages: string[], variants: Record<string, Variant> }} Kind
 */

const hone = (options = {}) => ({ plugins: [{ plugin: '@hone/nx', options }] });
const replayed = { nxJson: { plugins: [replay] } };
const peer = { plugins: [{ plugin: '@nxlv/python', options: { packageManager: 'uv', inferDependencies: true } }] };

/** @type {Record<string, Kind>} */
export const kinds = {
  python: {
    generate: generatePython,
    packages: ['@nxlv/python@23.1.1'],
    variants: {
      'no plugin': { nxJson: {} },
      'Nx alone, the same answers': { ...replayed, target: 'python-validate' },
      '@hone/nx, nothing changed': { nxJson: hone(), target: 'python-validate' },
      '@hone/nx, from nothing': { nxJson: hone(), target: 'python-validate', prepare: forget },
      '@nxlv/python, nothing changed': { nxJson: peer },
    },
  },
  rust: {
    generate: generateRust,
    packages: [],
    variants: {
      'no plugin': { nxJson: {} },
      '@hone/nx, crates left out': { nxJson: hone({ rust: { enabled: false } }) },
      'Nx alone, the same answers': { ...replayed, target: 'rust-check' },
      '@hone/nx, nothing changed': { nxJson: hone(), target: 'rust-check' },
      '@hone/nx, one source changed': { nxJson: hone(), target: 'rust-check', prepare: changeSource },
      '@hone/nx, from nothing': { nxJson: hone(), target: 'rust-check', prepare: forget },
    },
  },
  docker: {
    generate: generateDocker,
    packages: [],
    variants: {
      'no plugin': { nxJson: {} },
      '@hone/nx, Dockerfiles left out': { nxJson: hone({ docker: { enabled: false } }) },
      'Nx alone, the same answers': { ...replayed, target: 'docker-lint' },
      '@hone/nx, nothing changed': { nxJson: hone(), target: 'docker-lint' },
      '@hone/nx, one Dockerfile changed': { nxJson: hone(), target: 'docker-lint', prepare: changeDockerfile },
      '@hone/nx, from nothing': { nxJson: hone(), target: 'docker-lint', prepare: forget },
    },
  },
};

/** The plugin's own state goes; Nx keeps its. */
function forget(root) {
  for (const name of ['python', 'rust', 'docker', 'names']) {
    rmSync(join(root, `.nx/workspace-data/hone-${name}.json`), { force: true });
  }
}

function changeSource(root) {
  appendFileSync(join(root, 'crates/crate-0007/src/part_1.rs'), '\n');
}

function changeDockerfile(root) {
  appendFileSync(join(root, 'libs/lib-0007/Dockerfile'), '\n');
}

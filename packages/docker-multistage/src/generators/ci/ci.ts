import { HoneError } from '@hone/core/diagnostics';
import { logger, readJson, type Tree } from '@nx/devkit';
import type { CiSettings, NodeManager } from '../../engine/ci/types.js';
import { renderWorkflow } from '../../engine/ci/workflow.js';
import { hasMarks, mergeParts, renderParts } from '../../engine/scaffold/marks.js';
import { findCommit, type FindCommit, findCommits } from './find-commit.js';
import type { CiOptions } from './schema.js';

/** What surrounds the generator; tests give their own. */
export interface Surroundings {
  findCommit?: FindCommit;
}

/** Writes a workflow of its own name; other workflows are not touched. */
export default async function ciGenerator(
  tree: Tree,
  options: CiOptions,
  surroundings: Surroundings = {},
): Promise<void> {
  const file = `.github/workflows/${options.file ?? 'hone.yml'}`;
  const commits = options.pin === 'sha' ? await findCommits(surroundings.findCommit ?? findCommit) : {};
  const text = renderWorkflow({ ...settingsOf(tree, options), commits }).trimEnd();
  const parts = [{ name: 'workflow', text: `${NOTE}\n${text}` }];
  const existing = tree.read(file, 'utf8');
  if (existing !== null && existing.trim() !== '' && !hasMarks(existing) && !options.force) {
    throw new HoneError(
      `${file} is there already, and this generator did not write it. Write another with \`--file\`, or overwrite it with \`--force\`.`,
    );
  }
  if (existing === null || !hasMarks(existing)) {
    tree.write(file, renderParts(parts));
    return;
  }
  const { text: merged, kept } = mergeParts(existing, parts, { file, force: options.force ?? false });
  if (merged !== existing) tree.write(file, merged);
  if (kept.length > 0) {
    logger.warn(`${file} stays as it was edited, though it would be written differently now. \`--force\` rewrites it.`);
  }
}

const NOTE = '# Written by `nx g @hone/docker-multistage:ci`. Once it was edited, the generator leaves it alone.';

function settingsOf(tree: Tree, options: CiOptions): Omit<CiSettings, 'commits'> {
  const { images = true, imageTarget = 'docker-build', registry = 'ghcr.io' } = options;
  const { defaultBase } = tree.exists('nx.json') ? readJson<{ defaultBase?: string }>(tree, 'nx.json') : {};
  const base = options.branch ?? (defaultBase?.replace(/^origin\//, '') || 'main');
  return {
    branch: base,
    targets: options.targets ?? installedTargets(tree),
    imageTarget: images ? imageTarget : undefined,
    registry,
    platforms: options.platforms ?? ['linux/amd64', 'linux/arm64'],
    manager: managerOf(tree),
    node: nodeOf(tree),
  };
}

/** The targets of the family's tools that check. */
const TARGETS: Readonly<Record<string, string>> = {
  '@hone/python-validate': 'python-validate',
  '@hone/rust-check': 'rust-check',
  '@hone/docker-multistage': 'docker-lint',
  '@hone/dep-prune': 'dep-prune',
};

function installedTargets(tree: Tree): string[] {
  const { dependencies, devDependencies } = tree.exists('package.json')
    ? readJson<Record<'dependencies' | 'devDependencies', Record<string, string> | undefined>>(tree, 'package.json')
    : { dependencies: undefined, devDependencies: undefined };
  const names = new Set([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]);
  const found = Object.entries(TARGETS).flatMap(([name, target]) => (names.has(name) ? [target] : []));
  return found.length > 0 ? found : ['docker-lint'];
}

function managerOf(tree: Tree): NodeManager {
  if (tree.exists('pnpm-lock.yaml')) return 'pnpm';
  const yarn = tree.read('yarn.lock', 'utf8');
  if (yarn === null) return 'npm';
  return /^__metadata:/m.test(yarn) ? 'berry' : 'yarn';
}

/** The version that the workspace names, else the long-term one. */
function nodeOf(tree: Tree): string {
  const written = ['.nvmrc', '.node-version'].map((name) => tree.read(name, 'utf8')?.trim().replace(/^v/, ''));
  return written.find((version) => version !== undefined && /^\d+(?:\.\d+)*$/.test(version)) ?? '22';
}

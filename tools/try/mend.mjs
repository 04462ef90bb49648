// Breaks the copy of the example with a patch of examples/broken, and has build-fix mend it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, npm, nx, run } from './process.mjs';
import { commitAll, GIT } from './workspace.mjs';

/**
 * A patch of examples/broken: the project that it breaks, the target that shows it, what has to be installed first, and
 * a command that has to run here.
 *
 * @typedef {{ name: string, project: string, root: string, target: string, install?: string, needs?: readonly string[] }} Variant
 */

/** @type {readonly Variant[]} */
export const VARIANTS = [
  { name: 'python', project: 'textkit', root: 'libs/textkit', target: 'python-validate' },
  { name: 'docker', project: 'memory-gateway', root: 'services/memory-gateway', target: 'docker-lint' },
  {
    name: 'typescript',
    project: 'console',
    root: 'web/console',
    target: 'typecheck',
    install: 'typescript@~5.9.3',
  },
  {
    name: 'rust',
    project: 'routing',
    root: 'crates/routing',
    target: 'rust-check',
    needs: ['cargo', 'clippy', '--version'],
  },
];

/**
 * How a variant was mended; times in seconds.
 *
 * @typedef {{ variant: Variant, found: number, unasked: number, left: number, verifications: string, plan: number, apply: number, problems: string[] }} MendRow
 */

/**
 * Breaks a project, plans, applies, and checks that it is green.
 *
 * @param {Variant} variant
 * @param {{ root: string, workspace: string, env: NodeJS.ProcessEnv }} place `root` is that of this repository
 * @returns {Promise<MendRow>}
 */
export async function mend(variant, { root, workspace, env }) {
  const { name, project, root: folder, target, install } = variant;
  const patch = join(root, 'examples', 'broken', `${name}.patch`);
  if (install) await mustRun([...npm(), 'install', '-D', '--no-audit', '--no-fund', install], { cwd: workspace, env });
  await mustRun([...GIT, 'apply', patch], { cwd: workspace });
  await commitAll(workspace, `Broken: ${name}`);

  const step = async (title, task, ...options) => {
    console.log(`\n━━ ${title}: nx run ${[task, ...options].join(' ')}`);
    return run([...nx(workspace), 'run', task, ...options, '--outputStyle=static'], { cwd: workspace, env });
  };
  const broken = await step(`${name}, broken`, `${project}:${target}`);
  const planned = await step('planned', `${project}:build-fix`);
  const applied = await step('applied', `${project}:build-fix-apply`, '--unsafe');
  const mended = await step('mended', `${project}:${target}`);
  const { output } = await mustRun([...GIT, 'diff', '--stat'], { cwd: workspace });
  console.log(`\n${output.trimEnd()}`);
  await commitAll(workspace, `Mended: ${name}`);

  const { fixes = [], left = [] } = readJson(join(workspace, 'dist', 'hone', folder, 'build-fix.json'));
  const { runs = [] } = readJson(join(workspace, 'dist', 'hone', folder, 'build-fix-apply.sarif'));
  const unasked = fixes.reduce((sum, { answers }) => sum + answers.length, 0);
  return {
    variant,
    found: unasked + left.length,
    unasked,
    left: runs.reduce((sum, { results = [] }) => sum + results.length, 0),
    verifications: /(\d+) verifications?/.exec(applied.output)?.[1] ?? '',
    plan: planned.seconds,
    apply: applied.seconds,
    problems: [
      ...(broken.code === 0 ? [`${name}.patch breaks nothing`] : []),
      ...(planned.code === 0 && applied.code === 0 ? [] : [`build-fix failed on ${name}.patch`]),
      ...(mended.code === 0 ? [] : [`${project} is not mended`]),
    ],
  };
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** The lines of the table. @param {MendRow[]} rows */
export function mendCells(rows) {
  return [
    ['mended', 'findings', 'fixed unasked', 'left at the end', 'verifications', 'plan', 'apply'],
    ...rows.map(({ variant, found, unasked, left, verifications, plan, apply }) => [
      `${variant.project} (${variant.name})`,
      String(found),
      String(unasked),
      String(left),
      verifications,
      `${plan.toFixed(1)} s`,
      `${apply.toFixed(1)} s`,
    ]),
  ];
}

/**
 * Lets real tools fail on small workspaces, plans from what they print, takes the patch with `git apply`, runs the plan's
 * commands, and asks the tools again: each rule that is named in the issue, from a log that nobody wrote.
 *
 *     npx tsx --conditions=@hone/source tools/oracles/build-fix-rules/run.mts OUT [NAME…]
 *
 * OUT is an empty folder. NAME… are parts of names of scenarios to run only those. The tools come from PATH; a scenario
 * whose tool is missing is listed with that reason. Packages come from the registries that the tools are set to.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createPlanEngine } from '../../../packages/build-fix/src/engine/plan/engine.js';
import { parsePlan } from '../../../packages/build-fix/src/engine/plan/plan-file.js';
import type { FixPlan } from '../../../packages/build-fix/src/engine/types.js';
import { dockerScenarios } from './docker.data.mjs';
import { javascriptScenarios } from './javascript.data.mjs';
import { pythonScenarios } from './python.data.mjs';
import { rustScenarios } from './rust.data.mjs';
import type { Scenario } from './scenario.mjs';
import { workspaceScenarios } from './workspace.data.mjs';

const [outArgument, ...names] = process.argv.slice(2);
if (outArgument === undefined) throw new Error('usage: run.mts OUT [NAME…]');
const out = resolve(outArgument);
/** What one pass makes possible, the next one does. */
const MAX_PASSES = 3;
/** What a check prints, and the reports that it writes. */
const REPORTS = ['failed.log', 'docker-build.sarif'];

interface Outcome {
  kind: 'fixed' | 'told' | 'failed' | 'skipped';
  detail: string;
}

function bash(script: string, cwd: string): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', UV_NO_PROGRESS: '1', CARGO_TERM_COLOR: 'never', FORCE_COLOR: '0' },
    timeout: 300_000,
    maxBuffer: 1 << 26,
  });
  return { code: status, output: stdout + stderr };
}

function write(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

async function planFrom(root: string, { projects = { app: '.' } }: Scenario): Promise<[FixPlan, string, string]> {
  const folders = Object.entries(projects).map(([name, folder]) => ({ name, root: folder }));
  const [first] = folders;
  if (!first) throw new Error('a scenario has a project');
  const engine = createPlanEngine({ projects: folders, targets: {}, dependencies: {} });
  const task = {
    id: `${first.name}:build-fix`,
    project: first.name,
    root: first.root,
    target: 'build-fix',
    options: {
      from: REPORTS.filter((name) => existsSync(join(root, name))),
      unsafe: true,
      reportPath: 'out/build-fix.sarif',
      patchPath: 'out/build-fix.patch',
      planPath: 'out/build-fix.json',
    },
    nestedRoots: folders.slice(1).map((folder) => folder.root),
    closure: folders.slice(1),
  };
  const context = { workspaceRoot: root, signal: new AbortController().signal, verbose: false };
  for await (const [, { outputs = {}, notes = [] }] of engine.run([task], context)) {
    const plan = parsePlan(outputs['out/build-fix.json'] ?? '', 'build-fix.json');
    return [plan, outputs['out/build-fix.patch'] ?? '', notes.join('\n')];
  }
  throw new Error('no plan');
}

async function judge(scenario: Scenario): Promise<Outcome> {
  const missing = (scenario.needs ?? []).find((tool) => bash(`command -v ${tool}`, out).code !== 0);
  if (missing !== undefined) return { kind: 'skipped', detail: `${missing} is missing` };
  const root = join(out, scenario.name.replace(/\W+/g, '-'));
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  write(root, scenario.files);
  bash('git init -q', root);
  const setup = scenario.setup === undefined ? undefined : bash(scenario.setup, root);
  if (setup && setup.code !== 0) return { kind: 'skipped', detail: `the setup fails: ${setup.output.slice(-300)}` };
  write(root, scenario.then ?? {});
  let { code, output } = bash(scenario.check, root);
  if (code === 0) return { kind: 'failed', detail: 'nothing fails to begin with' };
  const taken: string[] = [];
  for (let pass = 1; pass <= MAX_PASSES && code !== 0; pass++) {
    write(root, { 'failed.log': output });
    const [plan, patch, notes] = await planFrom(root, scenario);
    if (scenario.manual !== undefined) {
      const said = plan.left.map(({ explanation }) => explanation).join('\n');
      const isTold = said.includes(scenario.manual);
      return { kind: isTold ? 'told' : 'failed', detail: isTold ? scenario.by : `${notes}\n${said}\n${output}` };
    }
    if (plan.fixes.length === 0) {
      const reasons = plan.left.map(
        ({ diagnostic, explanation }) => `${diagnostic.tool} ${diagnostic.ruleId}: ${explanation}`,
      );
      return { kind: 'failed', detail: `pass ${pass} plans nothing\n${notes}\n${reasons.join('\n')}\n${output}` };
    }
    taken.push(...plan.fixes.map(({ fixer }) => fixer));
    write(root, { 'out/build-fix.patch': patch });
    const applied = patch === '' ? { code: 0, output: '' } : bash('git apply out/build-fix.patch', root);
    if (applied.code !== 0) return { kind: 'failed', detail: `git apply: ${applied.output}\n${patch}` };
    for (const { command, args, cwd } of plan.fixes.flatMap(({ commands = [] }) => commands)) {
      const ran = bash([command, ...args].join(' '), join(root, cwd));
      if (ran.code !== 0) return { kind: 'failed', detail: `${command} ${args.join(' ')}: ${ran.output}\n${patch}` };
    }
    for (const name of REPORTS) rmSync(join(root, name), { force: true });
    ({ code, output } = bash(scenario.check, root));
    if (code !== 0 && pass === MAX_PASSES) {
      return { kind: 'failed', detail: `still fails after ${taken.join(', ')}\n${patch}\n${output}` };
    }
  }
  const isRight = taken.some((fixer) => [scenario.by].flat().includes(fixer.replace(/^rule:/, '')));
  return { kind: isRight ? 'fixed' : 'failed', detail: [...new Set(taken)].join(', ') };
}

const all = [
  ...pythonScenarios,
  ...rustScenarios,
  ...javascriptScenarios,
  ...dockerScenarios,
  ...workspaceScenarios,
].filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
const counts = { fixed: 0, told: 0, failed: 0, skipped: 0 };
for (const scenario of all) {
  const { kind, detail } = await judge(scenario);
  counts[kind]++;
  console.log(`${kind.padEnd(7)} ${scenario.name}: ${detail}`);
}
console.log(
  `${counts.fixed} of ${counts.fixed + counts.failed} fixed, ${counts.told} left to people with the right word; ` +
    `${counts.skipped} do not run here`,
);
process.exitCode = counts.failed === 0 ? 0 : 1;

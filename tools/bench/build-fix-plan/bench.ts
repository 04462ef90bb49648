import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedRuffVersion, mustRun, run } from '@hone/e2e/harness';
// The engine is no export of the package: what Nx costs is measured elsewhere.
// eslint-disable-next-line @nx/enforce-module-boundaries
import { createPlanEngine } from '../../../packages/build-fix/src/engine/plan/engine.js';
import { type Bench, benchFolder } from '../lib/definition.js';
import { makePythonTools } from '../lib/installation.js';
import { measureInTurn } from '../lib/measure.js';
import { renderTable, round } from '../lib/table.js';
import { generateBroken } from './generate.js';

const LOGS = { rust: 'cargo.json', python: 'ruff.json', typescript: 'tsc.log' };

const bench: Bench = {
  summary: '1,000 fixable diagnostics in 300 files of Rust, Python and TypeScript, planned and written.',
  async run({ rounds }) {
    const workspace = join(benchFolder, 'build-fix-plan');
    mkdirSync(benchFolder, { recursive: true });
    generateBroken(workspace);
    // What this repository ignores is not to be fixed.
    await mustRun(['git', 'init', '-q'], { cwd: workspace });
    const checking = await writeLogs(workspace);
    const outcomes = new Map<string, Planned>();
    const variants = [
      ['all three', Object.values(LOGS)] as const,
      ...Object.entries(LOGS).map(([language, log]) => [language, [log]] as const),
    ].map(([name, from]) => ({ name, run: () => planTimed(workspace, name, from, outcomes) }));
    const first = await planTimed(workspace, 'all three', Object.values(LOGS), outcomes);
    const measured = await measureInTurn(variants, rounds);
    const table = renderTable(
      ['logs of', 'read, planned and written (s), median', 'fixed', 'left', 'files'],
      measured.map(({ name, median }) => {
        const { fixed = 0, left = 0, files = 0 } = outcomes.get(name) ?? {};
        return [name, round(median), fixed, left, files];
      }),
    );
    return `${table}\n\nThe tools' own checking, not part of it: ${checking}.\nAll three in a process that has planned nothing yet: ${round(first)} s.\nDigest of all outputs, the same in each round: ${[...outcomes.values()].map(({ digest }) => digest).join(', ')}.`;
  },
};
export default bench;

interface Planned {
  fixed: number;
  left: number;
  files: number;
  digest: string;
}

/** What cargo, ruff and tsc say of the files, as they say it to a machine or in a log. */
async function writeLogs(workspace: string): Promise<string> {
  const app = join(workspace, 'app');
  const tools = await makePythonTools(embeddedRuffVersion);
  const checks = [
    [LOGS.rust, ['cargo', 'check', '--quiet', '--message-format=json']],
    [LOGS.python, [tools.ruff, 'check', '--output-format=json', '.']],
    [
      LOGS.typescript,
      [process.execPath, join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc'), '--noEmit'],
    ],
  ] as const;
  const times: string[] = [];
  for (const [log, command] of checks) {
    const { output, seconds } = await run(command, { cwd: app });
    times.push(`${log.split('.')[0]} ${round(seconds)} s`);
    writeFileSync(join(workspace, log), output);
  }
  return times.join(', ');
}

async function planTimed(
  workspaceRoot: string,
  name: string,
  from: readonly string[],
  outcomes: Map<string, Planned>,
): Promise<number> {
  const start = performance.now();
  const projects = [{ name: 'app', root: 'app' }];
  const engine = createPlanEngine({ projects, targets: {}, dependencies: {} });
  const task = {
    id: 'app:build-fix',
    project: 'app',
    root: 'app',
    target: 'build-fix',
    options: { from: [...from], unsafe: true },
    nestedRoots: [],
    closure: [],
  };
  for await (const [, { outputs = {} }] of engine.run([task], {
    workspaceRoot,
    signal: AbortSignal.timeout(600_000),
    verbose: false,
  })) {
    mkdirSync(join(workspaceRoot, 'dist/hone/app'), { recursive: true });
    for (const [file, text] of Object.entries(outputs)) writeFileSync(join(workspaceRoot, file), text);
    const seconds = (performance.now() - start) / 1000;
    const planned = summaryOf(outputs);
    const before = outcomes.get(name)?.digest;
    if (before !== undefined && before !== planned.digest) throw new Error(`${name}: a second plan differs`);
    outcomes.set(name, planned);
    return seconds;
  }
  throw new Error('no plan came');
}

function summaryOf(outputs: Record<string, string>): Planned {
  const plan = JSON.parse(outputs['dist/hone/app/build-fix.json'] ?? '{}') as {
    fixes: { answers: unknown[] }[];
    left: unknown[];
  };
  const patch = outputs['dist/hone/app/build-fix.patch'] ?? '';
  return {
    fixed: plan.fixes.reduce((sum, { answers }) => sum + answers.length, 0),
    left: plan.left.length,
    files: patch.split(/^diff --git /m).length - 1,
    digest: createHash('sha256').update(JSON.stringify(outputs)).digest('hex').slice(0, 8),
  };
}

import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { measureInTurn } from '../lib/measure.js';
import { renderTable, round } from '../lib/table.js';
import { LOGS, writeLogs } from './check.js';
import { generateBroken } from './generate.js';
import { planLogs } from './plan-logs.js';

const bench: Bench = {
  summary: '1,000 fixable diagnostics in 300 files of Rust, Python and TypeScript, planned and written.',
  async run({ rounds }) {
    const workspace = join(benchFolder, 'build-fix-plan');
    mkdirSync(benchFolder, { recursive: true });
    generateBroken(workspace);
    // What this repository ignores is not to be fixed.
    await mustRun(['git', 'init', '-q'], { cwd: workspace });
    const times = await writeLogs(join(workspace, 'app'), workspace);
    const checking = Object.entries(times)
      .map(([tool, seconds]) => `${tool} ${round(seconds)} s`)
      .join(', ');
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

async function planTimed(
  workspaceRoot: string,
  name: string,
  from: readonly string[],
  outcomes: Map<string, Planned>,
): Promise<number> {
  // What fixers said before is not to be told again.
  rmSync(join(workspaceRoot, '.nx'), { recursive: true, force: true });
  const start = performance.now();
  const outputs = await planLogs(workspaceRoot, from);
  mkdirSync(join(workspaceRoot, 'dist/hone/app'), { recursive: true });
  for (const [file, text] of Object.entries(outputs)) writeFileSync(join(workspaceRoot, file), text);
  const seconds = (performance.now() - start) / 1000;
  const planned = summaryOf(outputs);
  const before = outcomes.get(name)?.digest;
  if (before !== undefined && before !== planned.digest) throw new Error(`${name}: a second plan differs`);
  outcomes.set(name, planned);
  return seconds;
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

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '@hone/e2e/harness';
// The parts are no exports of the package: what Nx costs is measured elsewhere.
/* eslint-disable @nx/enforce-module-boundaries */
import { applyPlan } from '../../../packages/build-fix/src/engine/apply/apply.js';
import { keepBest } from '../../../packages/build-fix/src/engine/apply/search/keep-best.js';
import { openCopy } from '../../../packages/build-fix/src/engine/apply/workspace/open-copy.js';
import { readLogs } from '../../../packages/build-fix/src/engine/collect/index.js';
import { fingerprintOf } from '../../../packages/build-fix/src/engine/group/index.js';
import { parsePlan } from '../../../packages/build-fix/src/engine/plan/plan-file.js';
import { createSourceFiles } from '../../../packages/build-fix/src/engine/plan/source-files.js';
import { loadFormats } from '../../../packages/build-fix/src/engine/read/index.js';
import type { FixPlan, LogEntry, PlannedFix } from '../../../packages/build-fix/src/engine/types.js';
/* eslint-enable @nx/enforce-module-boundaries */
import { LOGS, writeLogs } from '../build-fix-plan/check.js';
import { generateBroken, SHAPE } from '../build-fix-plan/generate.js';
import { planLogs } from '../build-fix-plan/plan-logs.js';
import { warmTable } from './warm.js';
import { type Bench, benchFolder } from '../lib/definition.js';
import { renderTable, round } from '../lib/table.js';

const bench: Bench = {
  summary:
    'One bad edit among 1,000: how many verifications it costs (search); and what is kept for the next one (warm).',
  async run({ args }) {
    const [part] = args.filter((arg) => !arg.startsWith('--'));
    if (part === 'warm') return warmTable(benchFolder);
    const found = await searchTables();
    return part === 'search' ? found : `${found}\n\n${await warmTable(benchFolder)}`;
  },
};
export default bench;

async function searchTables(): Promise<string> {
  const workspace = join(benchFolder, 'build-fix-apply');
  mkdirSync(benchFolder, { recursive: true });
  generateBroken(workspace);
  // A file that no fix edits, and that needs what a bad edit takes away: nothing points to the culprit.
  const uses = numbers(SHAPE.files).map((n) => `import { helper_${n}_7 } from './m${n}.js';\nhelper_${n}_7();\n`);
  writeFileSync(join(workspace, 'app/ts/uses.ts'), uses.join(''));
  writeFileSync(join(workspace, '.gitignore'), 'target\n');
  await mustRun(['git', 'init', '-q'], { cwd: workspace });
  await writeLogs(join(workspace, 'app'), workspace);
  const outputs = await planLogs(workspace, Object.values(LOGS));
  const plan = parsePlan(outputs['dist/hone/app/build-fix.json'] ?? '', 'build-fix.json');
  const limit = round(Math.log2(plan.fixes.length) + 2);
  const rows: (string | number)[][] = [];
  for (const [name, spoilt] of variants(plan)) {
    const { applied, held, verifications, seconds } = await applyTimed(workspace, spoilt);
    rows.push([name, applied, held, verifications, round(seconds)]);
  }
  rmSync(workspace, { recursive: true, force: true });
  const head = ['one bad edit', 'kept', 'kept back', 'verifications', 's'];
  const title = `${plan.fixes.length} fixes; log₂ n + 2 = ${limit}.`;
  return [title, renderTable(head, rows), await searchTable()].join('\n\n');
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The plan as it is, and with one fix spoilt in different ways. */
function variants(plan: FixPlan): [name: string, plan: FixPlan][] {
  const of = (ending: string): PlannedFix[] =>
    plan.fixes.filter(({ changes: [first] }) => first?.kind === 'edit' && first.edit.file.endsWith(ending));
  const spoil = (fix: PlannedFix | undefined, change: (fix: PlannedFix) => PlannedFix): FixPlan => {
    if (!fix) throw new Error('The plan has no such fix.');
    return { ...plan, fixes: plan.fixes.map((each) => (each === fix ? change(fix) : each)) };
  };
  const [python, rust, typescript] = [of('.py'), of('.rs'), of('.ts')];
  const middle = (list: readonly PlannedFix[]): PlannedFix | undefined => list[Math.floor(list.length / 2)];
  return [
    ['none', plan],
    ['Python: leads to a syntax error where it writes', spoil(middle(python), writes('(\n'))],
    ['Rust: does not compile, so that no crate is checked', spoil(middle(rust), writes('use nothing::here;'))],
    ['TypeScript: breaks a file that no fix edits', spoil(middle(typescript), renames)],
  ];
}

function writes(newText: string): (fix: PlannedFix) => PlannedFix {
  return (fix) => {
    const changes = fix.changes.map((change, at) =>
      change.kind === 'edit' && at === 0 ? { ...change, edit: { ...change.edit, newText } } : change,
    );
    return { ...fix, changes };
  };
}

/** Takes a function away that another file uses: `helper_5_7` in line 5 + 4 · 7 of its file. */
function renames(fix: PlannedFix): PlannedFix {
  const [first] = fix.changes;
  if (first?.kind !== 'edit') throw new Error('no edit');
  const line = 7 + 4 * 7;
  const start = { line, column: 'export function h'.length };
  const region = { start, end: { line, column: start.column + 1 } };
  return { ...fix, changes: [...fix.changes, { kind: 'edit', edit: { file: first.edit.file, region, newText: 'x' } }] };
}

async function applyTimed(workspaceRoot: string, plan: FixPlan) {
  const { signal } = new AbortController();
  const formats = await loadFormats(workspaceRoot);
  const started = performance.now();
  let close: () => Promise<void> = () => Promise.resolve();
  try {
    const { applied, held, verifications } = await applyPlan(plan, {
      workspaceRoot,
      stateFolder: join(workspaceRoot, '.nx/state'),
      fingerprintOf,
      signal,
      allowDirty: true,
      dryRun: true,
      maxPasses: 1,
      async openCopy() {
        const copy = await openCopy(workspaceRoot, signal);
        close = () => copy.close();
        const check = async (): Promise<LogEntry[]> => {
          await writeLogs(join(copy.workspace, 'app'), copy.workspace);
          const files = createSourceFiles(copy.workspace);
          return readLogs(Object.values(LOGS), 'app', {
            workspaceRoot: copy.workspace,
            files,
            formats,
            roots: new Map([['app', 'app']]),
          });
        };
        return { ...copy, verifier: { check } };
      },
    });
    for (const { explanation } of held) console.error(explanation);
    const seconds = (performance.now() - started) / 1000;
    return { applied: applied.length, held: held.length, verifications, seconds };
  } finally {
    await close();
  }
}

/** The search alone, where nothing points to the culprit, for every place at which it can be. */
async function searchTable(): Promise<string> {
  const rows = await Promise.all(
    [10, 100, 300, 1000].map(async (n) => {
      const checks = await Promise.all(numbers(n).map((culprit) => checksFor(n, culprit)));
      const mean = checks.reduce((sum, each) => sum + each, 0) / n;
      return [n, Math.max(...checks), round(mean), round(Math.log2(n) + 2)];
    }),
  );
  return renderTable(['fixes', 'most verifications', 'mean', 'log₂ n + 2'], rows);
}

async function checksFor(n: number, culprit: number): Promise<number> {
  let checks = 0;
  const { kept } = await keepBest(numbers(n), (set) => {
    checks++;
    return Promise.resolve(set.includes(culprit) ? { suspects: [], sure: [] } : undefined);
  });
  if (kept.length !== n - 1) throw new Error(`${n - kept.length} of ${n} were kept back`);
  return checks;
}

import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '@hone/e2e/harness';
// eslint-disable-next-line @nx/enforce-module-boundaries
import { openCopy } from '../../../packages/build-fix/src/engine/apply/workspace/open-copy.js';
import { writeLogs } from '../build-fix-plan/check.js';
import { generateBroken } from '../build-fix-plan/generate.js';
import { renderTable, round } from '../lib/table.js';

const VERIFICATIONS = 6;

/**
 * Cargo, ruff and tsc six times, after a change of one file of each language: in a new copy each time, in one copy that
 * starts without what cargo has kept, and in one as `build-fix-apply` makes it.
 */
export async function warmTable(folder: string): Promise<string> {
  const workspace = join(folder, 'build-fix-warm');
  mkdirSync(folder, { recursive: true });
  generateBroken(workspace);
  appendFileSync(
    join(workspace, 'app/Cargo.toml'),
    '[dependencies]\nserde = { version = "1", features = ["derive"] }\nregex = "1"\n',
  );
  appendFileSync(join(workspace, '.gitignore'), 'target\n');
  await mustRun(['git', 'init', '-q'], { cwd: workspace });
  await mustRun(['cargo', 'generate-lockfile', '--quiet'], { cwd: join(workspace, 'app') });
  const rows = [
    ['a new copy each time', ...(await measure(workspace, true))],
    ['one copy', ...(await measure(workspace, false))],
  ];
  await writeLogs(join(workspace, 'app'), join(workspace, 'app'));
  rows.push(['one copy, with what cargo keeps in the workspace', ...(await measure(workspace, false))]);
  rmSync(workspace, { recursive: true, force: true });
  const head = ['six verifications in', 'copying (s)', 'the first (s)', 'each other (s)', 'of it cargo (s)'];
  return renderTable(head, rows);
}

/** Seconds: for copying in all, of the first verification, and of each other with cargo's part. */
async function measure(workspace: string, isNewEachTime: boolean): Promise<number[]> {
  const { signal } = new AbortController();
  const all: { total: number; cargo: number }[] = [];
  let copying = 0;
  const open = async () => {
    const start = performance.now();
    const copy = await openCopy(workspace, signal);
    copying += (performance.now() - start) / 1000;
    return copy;
  };
  let copy = await open();
  try {
    for (let at = 0; at < VERIFICATIONS; at++) {
      if (isNewEachTime && at > 0) {
        await copy.close();
        copy = await open();
      }
      const app = join(copy.workspace, 'app');
      for (const file of ['src/m5.rs', 'py/m5.py', 'ts/m5.ts']) appendFileSync(join(app, file), '\n');
      const times = await writeLogs(app, copy.workspace);
      all.push({ total: Object.values(times).reduce((sum, each) => sum + each, 0), cargo: times['cargo'] ?? 0 });
    }
  } finally {
    await copy.close();
  }
  const [first, ...others] = all;
  const mean = (key: 'total' | 'cargo'): number =>
    round(others.reduce((sum, each) => sum + each[key], 0) / others.length);
  return [round(copying), round(first?.total ?? 0), mean('total'), mean('cargo')];
}

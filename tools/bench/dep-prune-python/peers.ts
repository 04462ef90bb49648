import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@hone/e2e/harness';

/** What one tool says of one project; no names when it could not judge it. */
export interface PeerResult {
  seconds: number;
  unused: string[] | undefined;
}

/**
 * Runs deptry on a project. Its own modules are named to it; development groups are left to its own reading.
 *
 * @param bin a folder with the peers' programs: `python -m venv peers && peers/bin/pip install deptry fawltydeps`
 */
export async function runDeptry(bin: string, project: string): Promise<PeerResult> {
  const report = join(project, '.deptry.json');
  const own = ownModules(project).flatMap((name) => ['--known-first-party', name]);
  const start = performance.now();
  await run([join(bin, 'deptry'), '.', '-o', report, ...own], { cwd: project });
  const seconds = (performance.now() - start) / 1000;
  if (!existsSync(report)) return { seconds, unused: undefined };
  const found = JSON.parse(readFileSync(report, 'utf8')) as { module: string; error: { code: string } }[];
  rmSync(report);
  return { seconds, unused: names(found.filter(({ error }) => error.code === 'DEP002').map(({ module }) => module)) };
}

/** Runs FawltyDeps on a project with its defaults. */
export async function runFawltyDeps(bin: string, project: string): Promise<PeerResult> {
  const start = performance.now();
  const { output } = await run([join(bin, 'fawltydeps'), '--check-unused', '--json', '.'], { cwd: project });
  const seconds = (performance.now() - start) / 1000;
  try {
    const report = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
    const { unused_deps: found } = JSON.parse(report) as { unused_deps: { name: string }[] };
    return { seconds, unused: names(found.map(({ name }) => name)) };
  } catch {
    return { seconds, unused: undefined };
  }
}

function names(written: readonly string[]): string[] {
  return [...new Set(written.map((name) => name.toLowerCase().replaceAll(/[-_.]+/g, '-')))].sort();
}

function ownModules(project: string): string[] {
  const found = [project, join(project, 'src')].filter(existsSync).flatMap((folder) =>
    readdirSync(folder).flatMap((name) => {
      if (name.endsWith('.py')) return [name.slice(0, -3)];
      return /^[A-Za-z_]\w*$/.test(name) && statSync(join(folder, name)).isDirectory() ? [name] : [];
    }),
  );
  return [...new Set(found)].sort();
}

// Runs Nx, and reads from its own records what it did.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nx, run } from './process.mjs';

/**
 * What one run did; `ran` and `hits` are task ids, such as `textkit:python-validate`.
 *
 * @typedef {{ title: string, ran: string[], hits: string[], findings: number, seconds: number, code: number }} Row
 */

/** The environment of an Nx that shares no state with any other: no daemon, and caches of its own. */
export function isolatedEnvironment(state) {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('NX_'));
  return {
    ...Object.fromEntries(inherited),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_CACHE_DIRECTORY: join(state, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(state, 'data'),
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
  };
}

/** Runs one Nx command over some targets. @returns {Promise<Row>} */
export async function measure(title, workspace, env, command, targets) {
  console.log(`\n━━ ${title}: nx ${command} -t ${targets.join(' ')}`);
  const { code, seconds } = await run([...nx(workspace), command, '-t', ...targets, '--outputStyle=static'], {
    cwd: workspace,
    env,
  });
  const tasks = readTasks(env.NX_CACHE_DIRECTORY).filter((task) => targets.includes(task.target));
  const idsOf = (isWanted) => tasks.filter(({ cacheStatus }) => isWanted(cacheStatus)).map(({ taskId }) => taskId);
  return {
    title,
    ran: idsOf((status) => status === 'cache-miss').sort(),
    hits: idsOf((status) => status !== 'cache-miss'),
    findings: countFindings(join(workspace, 'dist', 'hone')),
    seconds,
    code,
  };
}

function readTasks(cache) {
  return JSON.parse(readFileSync(join(cache, 'run.json'), 'utf8')).tasks;
}

/** Counts the results in all reports of the workspace. */
function countFindings(folder) {
  const reports = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sarif'));
  return reports
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .flatMap((report) => report.runs)
    .reduce((sum, { results = [] }) => sum + results.length, 0);
}

/** The lines of the table of runs. @param {Row[]} rows */
export function runCells(rows) {
  return [
    ['run', 'tasks', 'ran', 'from cache', 'findings', 'time'],
    ...rows.map((row) => [
      row.title,
      String(row.ran.length + row.hits.length),
      String(row.ran.length),
      String(row.hits.length),
      String(row.findings),
      `${row.seconds.toFixed(1)} s`,
    ]),
  ];
}

/** Renders cells, the titles first, as a table of plain text. @param {string[][]} lines */
export function renderTable(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const render = (line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return [render(lines[0]), widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1).map(render)].join(
    '\n',
  );
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '@hone/e2e/harness';
import { bundle } from '../lib/bundle.js';
import { type Bench, benchFolder } from '../lib/definition.js';
import { measureInTurn, median, type Variant } from '../lib/measure.js';
import { renderTable } from '../lib/table.js';

/** How many times the rules that are shipped. */
const TIMES = [1, 10, 100];
const ROUTES = 100_000;
const folder = join(benchFolder, 'build-fix-route');
const engine = fileURLToPath(new URL('../../../packages/build-fix/src/engine', import.meta.url));

/** What a cold process does: read what rules match, compile it, and find the fixers of a diagnostic; then of many more. */
const program = `
import { readFileSync } from 'node:fs';
import { compileTable, createRouter } from './engine/route/index.mjs';
const started = performance.now();
const items = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const router = createRouter({ rules: compileTable(items) });
const entryOf = (tool, ruleId) => ({ diagnostic: { tool, ruleId, level: 'error', message: '' }, format: '', logLine: 1 });
let found = router.routeOf(entryOf('tsc', 'TS2307')).length;
const ready = performance.now();
const tools = [...new Set(items.flatMap((item) => item.flatMap(({ tool }) => tool)))];
const entries = Array.from({ length: ${ROUTES} }, (_, i) => entryOf(tools[i % tools.length], 'code' + (i % 20_000)));
const before = process.cpuUsage();
for (const entry of entries) found += router.routeOf(entry).length;
const { user, system } = process.cpuUsage(before);
const total = process.cpuUsage();
console.log(JSON.stringify({
  rules: items.length, found, load: ready - started, each: (user + system) / ${ROUTES},
  cpu: (total.user + total.system - user - system) / 1e6,
}));
`;

interface Run {
  rules: number;
  /** Milliseconds until the first route. */
  load: number;
  /** Microseconds of CPU time for one route. */
  each: number;
  /** Seconds of CPU time of the whole process, without the many routes. */
  cpu: number;
}

const bench: Bench = {
  summary:
    'From a diagnostic to the fixers that may answer it: a cold process, with the shipped rules and with many more.',
  async run({ rounds }) {
    mkdirSync(folder, { recursive: true });
    const routes = join(engine, 'rules', 'routes.json');
    const data = [[routes, join('rules', 'routes.json')] as const];
    const target = join(folder, 'engine', 'route', 'index.mjs');
    await bundle({ entry: join(engine, 'route', 'index.ts'), target, data });
    writeFileSync(join(folder, 'cold.mjs'), program);
    writeFileSync(join(folder, 'empty.mjs'), bare);
    const runs = new Map<string, Run[]>();
    const variant = (name: string, args: readonly string[]): Variant => ({
      name,
      run: async () => {
        const { output, seconds, code } = await run([process.execPath, ...args], { cwd: folder });
        if (code !== 0) throw new Error(`${name}: code ${code}\n${output}`);
        runs.set(name, [...(runs.get(name) ?? []), JSON.parse(output) as Run]);
        return seconds;
      },
    });
    const [nothing, ...results] = await measureInTurn(
      [
        variant('node, nothing to do', ['empty.mjs']),
        ...TIMES.map((times) => variant(`${times} times the rules`, ['cold.mjs', writeRules(routes, times)])),
      ],
      rounds,
    );
    const of = (name: string, part: keyof Run): number => median((runs.get(name) ?? []).slice(1).map((it) => it[part]));
    return renderTable(
      [
        'rules',
        'cold process, ms',
        'node alone, ms',
        'CPU time beyond node alone, ms',
        'to the first route, ms',
        'a route, µs',
      ],
      results.map(({ name, median: seconds }) => [
        of(name, 'rules'),
        Math.round(seconds * 1000),
        Math.round((nothing?.median ?? Number.NaN) * 1000),
        Math.round((of(name, 'cpu') - of('node, nothing to do', 'cpu')) * 1000),
        of(name, 'load').toFixed(1),
        of(name, 'each').toFixed(2),
      ]),
    );
  },
};
export default bench;

const bare = `const { user, system } = process.cpuUsage(); console.log(JSON.stringify({ cpu: (user + system) / 1e6 }));`;

/** The shipped matches, repeated with codes of their own. */
function writeRules(routes: string, times: number): string {
  const shipped = JSON.parse(readFileSync(routes, 'utf8')) as { tool: string[]; rule: string[] }[][];
  const rename = (code: string, time: number): string => (time === 0 || code === '*' ? code : `${time}-${code}`);
  const items = Array.from({ length: times }, (_, time) =>
    shipped.map((item) => item.map(({ tool, rule }) => ({ tool, rule: rule.map((code) => rename(code, time)) }))),
  ).flat();
  const file = join(folder, `rules-${times}.json`);
  writeFileSync(file, JSON.stringify(items));
  return file;
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { measureInTurn, type Variant } from '../lib/measure.js';
import { renderTable } from '../lib/table.js';

const COUNTS = [100, 1_000, 5_000, 20_000];
const ROUTES = 10_000;

/** The built table: no export of the package, since it is one step of its planning. */
const table = pathToFileURL(
  fileURLToPath(new URL('../../../packages/build-fix/dist/engine/route/table.js', import.meta.url)),
).href;

/** What a cold process does: read the matches of the rules, compile them, find the rules of many entries. */
const program = `
import { readFileSync } from 'node:fs';
import { compileTable } from '${table}';
const started = performance.now();
const routes = compileTable(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const first = routes.find('tool7', 'code7');
const ready = performance.now();
let found = first.length;
for (let i = 0; i < ${ROUTES}; i++) found += routes.find('tool' + (i % 50), 'code' + i).length;
console.log(JSON.stringify({ load: ready - started, each: (performance.now() - ready) / ${ROUTES}, found }));
`;

const bench: Bench = {
  summary: 'From a diagnostic to the rules that may answer it: a cold process, by the number of rules.',
  async run({ rounds }) {
    const folder = join(benchFolder, 'build-fix-route');
    mkdirSync(folder, { recursive: true });
    const script = join(folder, 'cold.mjs');
    writeFileSync(script, program);
    writeFileSync(join(folder, 'empty.mjs'), '');
    const details = new Map<number, { load: number; each: number }>();
    const variants: Variant[] = [
      { name: 'node, nothing to do', run: () => timed(folder, ['empty.mjs']) },
      ...COUNTS.map((count): Variant => {
        const file = join(folder, `rules-${count}.json`);
        writeFileSync(file, JSON.stringify(rulesOf(count)));
        return {
          name: `${count} rules`,
          run: () =>
            timed(folder, [script, file], (stdout) =>
              details.set(count, JSON.parse(stdout) as { load: number; each: number }),
            ),
        };
      }),
    ];
    const results = await measureInTurn(variants, rounds);
    const [bare = Number.NaN] = results.map(({ median }) => median);
    return renderTable(
      ['rules', 'cold process beyond node’s start, ms', 'of it read and compiled, ms', 'each route, µs'],
      COUNTS.map((count, index) => {
        const { load = Number.NaN, each = Number.NaN } = details.get(count) ?? {};
        const cold = ((results[index + 1]?.median ?? Number.NaN) - bare) * 1000;
        return [count, Math.round(cold), Math.round(load), (each * 1000).toFixed(1)];
      }),
    );
  },
};
export default bench;

const rulesOf = (count: number): unknown[] =>
  Array.from({ length: count }, (_, i) => [{ tool: [`tool${i % 50}`], rule: [`code${i}`, `area${i % 100}/*`] }]);

async function timed(
  cwd: string,
  args: readonly string[],
  read: (output: string) => void = () => undefined,
): Promise<number> {
  const { output, seconds } = await run([process.execPath, ...args], { cwd });
  if (output !== '') read(output);
  return seconds;
}

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from '@hone/core/process';
import { type Bench, benchFolder } from '../lib/definition.js';
import { renderTable, round } from '../lib/table.js';

const FILES = 100;
const repository = fileURLToPath(new URL('../../../', import.meta.url));

const bench: Bench = {
  summary: '300 diagnostics in 100 files through the TypeScript fixer: load, first pass, second pass, memory.',
  async run({ rounds }) {
    const workspace = join(benchFolder, 'build-fix-typescript');
    generate(workspace);
    const checked = await runProcess({
      command: process.execPath,
      args: [join(repository, 'node_modules/typescript/bin/tsc'), '--noEmit', '--pretty', 'false'],
      cwd: workspace,
    });
    if (checked.kind !== 'exited') throw new Error('tsc did not run');
    writeFileSync(join(workspace, 'tsc.log'), checked.stdout);
    const runs: Measured[] = [];
    for (let at = 0; at < rounds; at++) runs.push(await measure(workspace));
    const median = (of: (run: Measured) => number) => runs.map(of).sort((a, b) => a - b)[runs.length >> 1] ?? 0;
    return renderTable(
      ['diagnostics', 'answered', 'load (ms)', 'first pass (s)', 'second pass (s)', 'peak memory (MB)'],
      [
        [
          runs[0]?.entries ?? 0,
          runs[0]?.answered ?? 0,
          Math.round(median(({ load }) => load)),
          round(median(({ first }) => first) / 1000),
          round(median(({ second }) => second) / 1000),
          Math.round(median(({ memory }) => memory)),
        ],
      ],
    );
  },
};
export default bench;

interface Measured {
  entries: number;
  answered: number;
  load: number;
  first: number;
  second: number;
  memory: number;
}

/** In a process of its own, so that nothing is warm and the memory is its own. */
async function measure(workspace: string): Promise<Measured> {
  const result = await runProcess({
    command: process.execPath,
    args: ['--import', 'tsx', '--conditions=@hone/source', join(import.meta.dirname, 'pass.mts'), workspace],
    cwd: repository,
  });
  if (result.kind !== 'exited' || result.code !== 0) throw new Error(JSON.stringify(result));
  return JSON.parse(result.stdout) as Measured;
}

/** A tree of modules with Node's types; in each file a missing import, an unused one and a typo in the case. */
function generate(workspace: string): void {
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(join(workspace, 'src'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(workspace, 'node_modules'), 'junction');
  const options = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUnusedLocals: true,
    types: ['node'],
    skipLibCheck: true,
  };
  writeFileSync(join(workspace, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }));
  writeFileSync(join(workspace, 'package.json'), '{"name":"bench","type":"module","dependencies":{"yaml":"*"}}');
  for (let at = 0; at < FILES; at++) writeFileSync(join(workspace, `src/module-${at}.ts`), moduleText(at));
}

function moduleText(at: number): string {
  const next = (at + 1) % FILES;
  const body = Array.from(
    { length: 40 },
    (_, line) =>
      `export function part${at}_${line}(value: number): string {\n  return [value, ${line}].map(String).join('-');\n}\n`,
  );
  return [
    "import { join } from 'node:path';",
    '',
    `export interface Item${at} {\n  name: string;\n}`,
    `export const item${at} = (name: string): Item${at} => ({ name: name.toLowercase() });`,
    `export const other${at} = item${next}('a').name;`,
    ...body,
  ].join('\n');
}

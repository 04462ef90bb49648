// `npm run bench -- <name>`: one measurement; without a name, what there is.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './lib/definition.js';

const here = import.meta.dirname;
const names = readdirSync(here).filter((name) => existsSync(join(here, name, 'bench.ts')));
const load = async (name: string): Promise<Bench> => (await import(`./${name}/bench.ts`)).default;

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.log('npm run bench -- <name> [--rounds=5] [--daemon] [--only=python-validate,…]\n');
  for (const each of names) console.log(`  ${each.padEnd(16)}${(await load(each)).summary}`);
  process.exitCode = name === undefined ? 0 : 1;
} else {
  const rounds = Number(args.find((arg) => arg.startsWith('--rounds='))?.split('=')[1] ?? 5);
  console.log(await (await load(name)).run({ args, rounds }));
}

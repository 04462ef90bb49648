import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PeerCase } from './case.js';
import { normalize } from './names.js';

/** Runs whose options choose what is printed, not what is found. */
const PRINTS = /--(?:per-rule-ignores|ignore |verbose|config pyproject)|no_ansi/;

/** The functional tests: a case for each fixture and each set of options that chooses what is read. */
export function readDeptry(root: string): PeerCase[] {
  const folder = join(root, 'tests', 'functional', 'cli');
  const cases = new Map<string, PeerCase>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.py')) continue;
    for (const test of readFileSync(join(folder, file), 'utf8')
      .split(/^def test_/m)
      .slice(1)) {
      const fixture = /Project\.(\w+)/.exec(test)?.[1]?.toLowerCase();
      const written = /run_deptry\(\s*f?"([^"]*)"/
        .exec(test)?.[1]
        ?.replace(/ -o \{\w+\}| --github-\S+( \S+,\S+)?/g, '');
      if (fixture === undefined || written === undefined || PRINTS.test(written) || !/DEP00/.test(test)) continue;
      const id = written === '.' ? fixture : `${fixture}: ${written}`;
      if (cases.has(id)) continue;
      cases.set(id, {
        id,
        folder: join(root, 'tests', 'fixtures', fixture),
        args: written.replaceAll('\\\\', '\\').split(' '),
        expected: {
          unused: [...namesOf(test, 'DEP002'), ...namesOf(test, 'DEP005')],
          runtime: namesOf(test, 'DEP004'),
        },
        runtimeOnly: true,
        prepare: (copy) => prepare(copy, written),
      });
    }
  }
  return [...cases.values()];
}

/** In lines of the terminal, and in reports. */
function namesOf(test: string, code: string): string[] {
  const lines = test.matchAll(new RegExp(`${code} '([^']+)'`, 'g'));
  const entries = test.matchAll(new RegExp(`"code": "${code}"[\\s\\S]*?"module": "([^"]+)"`, 'g'));
  return [...new Set([...lines, ...entries].map(([, name = '']) => normalize(name)))];
}

/** Takes away what the options leave out. */
function prepare(copy: string, options: string): void {
  const files = readdirSync(copy, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const remove = (wanted: (file: string) => boolean): void => {
    for (const file of files.filter(wanted)) rmSync(join(copy, file), { recursive: true, force: true });
  };
  const excluded = /(?:--exclude|-ee) (\S+)/.exec(options)?.[1]?.replaceAll('\\\\', '\\');
  if (excluded !== undefined) remove((file) => new RegExp(`^(?:${excluded})`).test(file));
  if (options.includes('--ignore-notebooks')) remove((file) => file.endsWith('.ipynb'));
  const lists = [...options.matchAll(/--requirements-files(?:-dev)? (\S+)/g)].flatMap(([, list = '']) =>
    list.split(','),
  );
  // The peer reads these without being told.
  if (!options.includes('-files-dev')) lists.push('requirements-dev.txt', 'dev-requirements.txt');
  const readIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const included = (list: string): string[] =>
    [...readIfThere(join(copy, list)).matchAll(/^-r (\S+)/gm)].map(([, to = '']) => to);
  if (options.includes('--requirements-files')) {
    const kept = new Set([...lists, ...lists.flatMap(included)]);
    remove((file) => /(?:^|\/)[\w-]*requirements[\w-]*\.(?:txt|in)$/.test(file) && !kept.has(file));
  }
  const config = /--config (\S+)\/pyproject\.toml/.exec(options)?.[1];
  for (const name of config === undefined ? [] : readdirSync(join(copy, config))) {
    renameSync(join(copy, config!, name), join(copy, name));
  }
}

import { readFileSync, readdirSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createWalker } from '@hone/core/files';
import { parseToml, tableAt, asStrings } from '@hone/core/manifests';
import type { PeerCase } from './case.js';
import { normalize } from './names.js';

/** The sample projects: a case for each experiment, Windows' twins left out. */
export function readFawltyDeps(root: string): PeerCase[] {
  const samples = join(root, 'tests', 'sample_projects');
  return readdirSync(samples)
    .sort()
    .flatMap((fixture) => {
      const folder = join(samples, fixture);
      const file = join(folder, 'expected.toml');
      if (!existsSync(file) || fixture.endsWith('_win')) return [];
      const { table } = parseToml(readFileSync(file, 'utf8'), file);
      const experiments = tableAt(table, 'experiments');
      return Object.keys(experiments).flatMap((name): PeerCase[] => {
        const experiment = tableAt(experiments, name);
        if (experiment['unused_deps'] === undefined) return [];
        return [
          {
            id: `${fixture}: ${name}`,
            folder,
            args: argumentsOf(experiment),
            expected: { unused: asStrings(experiment['unused_deps']).map(normalize) },
            prepare: (copy) => prepare(copy, experiment),
          },
        ];
      });
    });
}

type Experiment = ReturnType<typeof tableAt>;

function argumentsOf(experiment: Experiment): string[] {
  const lists = [
    ['code', '--code'],
    ['deps', '--deps'],
    ['exclude', '--exclude'],
    ['exclude_from', '--exclude-from'],
  ] as const;
  return lists.flatMap(([key, option]) => {
    const values = asStrings(experiment[key]);
    // The pattern that hides nothing, since the option wants one.
    return experiment[key] === undefined ? [] : [option, ...(values.length > 0 ? values : ['!.*'])];
  });
}

const MANIFEST = /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.txt|pyproject\.toml|setup\.(?:cfg|py))$/;

/** Takes away what the options leave out; hidden files without any. */
function prepare(copy: string, experiment: Experiment): void {
  rmSync(join(copy, 'expected.toml'));
  const files = readdirSync(copy, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const remove = (unwanted: (file: string) => boolean): void => {
    for (const file of files.filter(unwanted)) rmSync(join(copy, file), { recursive: true, force: true });
  };
  for (const [key, pattern] of [
    ['code', /\.(?:py|ipynb)$/],
    ['deps', MANIFEST],
  ] as const) {
    const kept = asStrings(experiment[key]);
    const isKept = (file: string): boolean => kept.some((path) => file === path || file.startsWith(`${path}/`));
    if (experiment[key] !== undefined) {
      remove((file) => pattern.test(file) && !/(?:^|\/)setup\.py$/.test(file) && !isKept(file));
    }
  }
  const lists = asStrings(experiment['exclude_from']);
  const patterns = [
    ...(experiment['exclude'] === undefined && lists.length === 0 ? ['.*'] : asStrings(experiment['exclude'])),
    ...lists.flatMap((list) => readFileSync(join(copy, list), 'utf8').split('\n')),
  ].filter((pattern) => pattern !== '' && !pattern.startsWith('#'));
  const kept = new Set(createWalker(copy).listFiles('.', { exclude: patterns }));
  remove((file) => /\.(?:py|ipynb|toml|cfg|txt)$/.test(file) && !kept.has(file) && !file.includes('.venv'));
}

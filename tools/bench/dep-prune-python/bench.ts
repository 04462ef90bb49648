import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type VerdictEntry, type VerdictFile, pruneEngine } from '@hone/dep-prune';
import { type Bench, benchFolder } from '../lib/definition.js';
import { renderTable, round } from '../lib/table.js';
import archives from '../real-packages/sources.json' with { type: 'json' };
import applications from './applications.json' with { type: 'json' };
import { assemble } from './assemble.js';
import { type PeerResult, runDeptry, runFawltyDeps } from './peers.js';

const folder = join(benchFolder, 'dep-prune-python');

const bench: Bench = {
  summary:
    'Judges the dependencies of real packages and applications; with --peers=<bin folder> beside deptry and FawltyDeps.',
  async run({ args }) {
    const { root, projects } = await assemble(folder, archives, applications);
    const start = performance.now();
    const judged = await judgeAll(root, projects);
    const seconds = (performance.now() - start) / 1000;
    writeFileSync(join(folder, 'verdicts.json'), `${JSON.stringify(Object.fromEntries(judged), null, 2)}\n`);
    const parts = [`${projects.length} projects, ${round(seconds)} s`, renderKinds(judged), renderUnused(judged)];
    const bin = args.find((arg) => arg.startsWith('--peers='))?.slice('--peers='.length);
    if (bin !== undefined) parts.push(await comparePeers(bin, root, judged));
    return parts.join('\n\n');
  },
};
export default bench;

type Judged = Map<string, readonly VerdictEntry[]>;

/** The engine alone, as one batch: neither Nx nor its cache has a part in these figures. */
async function judgeAll(workspaceRoot: string, projects: readonly string[]): Promise<Judged> {
  const judged: Judged = new Map();
  const tasks = projects.map((root) => ({
    id: `${root}:dep-prune`,
    project: root,
    root,
    target: 'dep-prune',
    options: {},
    nestedRoots: [],
  }));
  const { signal } = new AbortController();
  for await (const [id, { outputs }] of pruneEngine.run(tasks, { workspaceRoot, signal, verbose: false })) {
    const [text = ''] = Object.values(outputs ?? {});
    const { verdicts } = JSON.parse(String(text)) as VerdictFile;
    judged.set(
      id.replace(/:dep-prune$/, ''),
      verdicts.filter(({ ecosystem }) => ecosystem === 'python'),
    );
  }
  return judged;
}

function renderKinds(judged: Judged): string {
  const counts = new Map<string, number>();
  for (const { kind } of [...judged.values()].flat()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return renderTable(
    ['verdict', 'names'],
    [...counts].sort(([, a], [, b]) => b - a),
  );
}

/** To be read by eye. */
function renderUnused(judged: Judged): string {
  const rows = [...judged].flatMap(([project, verdicts]) =>
    verdicts
      .filter(({ kind }) => kind === 'unused')
      .map(({ name, declarations }) => [
        project,
        name,
        declarations.map(({ file, line }) => `${file}:${line}`).join(' '),
      ]),
  );
  return renderTable(['project', 'unused', 'declared'], rows);
}

/** For each peer: how what it calls unused was judged here. */
async function comparePeers(bin: string, root: string, judged: Judged): Promise<string> {
  const rows: (string | number)[][] = [];
  const details: Record<string, unknown> = {};
  for (const [peer, runPeer] of [
    ['deptry', runDeptry],
    ['FawltyDeps', runFawltyDeps],
  ] as const) {
    const counts = new Map<string, number>();
    let seconds = 0;
    for (const [project, verdicts] of judged) {
      const result: PeerResult = await runPeer(bin, join(root, project));
      seconds += result.seconds;
      details[`${peer} ${project}`] = result.unused ?? 'no result';
      const kinds = new Map(verdicts.map(({ name, kind }) => [name, kind]));
      for (const name of result.unused ?? []) {
        const kind = kinds.get(name) ?? 'not declared here';
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
    }
    for (const [kind, count] of counts) rows.push([peer, kind, count]);
    rows.push([peer, 'seconds', round(seconds)]);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'peers.json'), `${JSON.stringify(details, null, 2)}\n`);
  return renderTable(['peer says unused', 'judged here as', 'names'], rows);
}

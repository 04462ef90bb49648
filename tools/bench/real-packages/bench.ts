import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, findings, mustRun } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { configureHone, forget, runTarget, underGit } from '../lib/hone-workspace.js';
import { installPackages, linkInstallation } from '../lib/installation.js';
import { renderTable, round } from '../lib/table.js';
import sources from './sources.json' with { type: 'json' };

interface Source {
  name: string;
  version: string;
  url: string;
  /** `sha256:` and hexadecimal digits. */
  hash: string;
}

const bench: Bench = {
  summary: 'Validates the source archives of well-kept packages, each a project, and lists what is found.',
  async run({ args }) {
    const root = join(benchFolder, 'real-packages', 'workspace');
    await assemble(root, sources);
    linkInstallation(await installPackages(), root);
    configureHone(root, { failOn: 'never' });
    await underGit(root);
    forget(root);

    const { seconds, tasks } = await runTarget(root, 'python-validate', { daemon: false });
    const found = sources.flatMap(({ name }) => readFindings(root, name));
    writeFileSync(join(benchFolder, 'real-packages', 'findings.json'), `${JSON.stringify(found, null, 2)}\n`);
    const shown = args.includes('--all') ? found : found.filter(({ rule }) => rule.includes('/'));
    return [
      `${sources.length} packages, ${tasks.length} tasks, ${round(seconds)} s, ${found.length} findings`,
      renderCounts('rule', found, ({ rule }) => rule),
      renderCounts('package', shown, ({ project }) => project),
      renderTable(
        ['where', 'rule', 'level', 'message'],
        shown.map(({ file, line, rule, level, message }) => [
          `${file}:${line}`,
          rule,
          level,
          message.replaceAll('\n', ' ').replaceAll('|', '\\|'),
        ]),
      ),
    ].join('\n\n');
  },
};
export default bench;

/** Unpacks all archives into a workspace; those that are here already are not fetched again. */
async function assemble(root: string, all: readonly Source[]): Promise<void> {
  const archives = join(benchFolder, 'real-packages', 'archives');
  mkdirSync(archives, { recursive: true });
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'packages'), { recursive: true });
  writeFileSync(join(root, '.gitignore'), 'node_modules\ndist\n.nx\n');
  for (const source of all) {
    const archive = join(archives, `${source.name}-${source.version}.tar.gz`);
    if (!existsSync(archive)) await fetchArchive(source, archive);
    const unpacked = join(root, 'unpacked');
    mkdirSync(unpacked);
    await mustRun(['tar', '-xzf', archive, '-C', unpacked], { cwd: root });
    const [folder] = readdirSync(unpacked);
    renameSync(join(unpacked, folder as string), join(root, 'packages', source.name));
    rmSync(unpacked, { recursive: true });
  }
}

/** Fetches the archive that the lock file names, and nothing else: no build script of it ever runs. */
async function fetchArchive({ name, url, hash }: Source, archive: string): Promise<void> {
  console.error(`Fetching ${name} …`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered with ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (actual !== hash) throw new Error(`${url} is not what the lock file says: ${actual}`);
  writeFileSync(archive, bytes);
}

function readFindings(root: string, name: string): (Finding & { project: string })[] {
  const folder = `packages/${name}`;
  if (!existsSync(join(root, 'dist', 'hone', folder))) {
    return [
      {
        project: name,
        rule: 'no report',
        level: 'error',
        file: folder,
        line: undefined,
        message: 'The package has no report.',
      },
    ];
  }
  return findings(root, folder).map((finding) => ({ ...finding, project: name }));
}

function renderCounts<T>(title: string, items: readonly T[], key: (item: T) => string): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return renderTable([title, 'findings'], rows);
}

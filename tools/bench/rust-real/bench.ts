import { join } from 'node:path';
import { findings, run } from '@hone/e2e/harness';
import { type Bench, benchFolder } from '../lib/definition.js';
import { forget, runTarget, underGit, writeNxJson } from '../lib/hone-workspace.js';
import { installPackages, linkInstallation } from '../lib/installation.js';
import { renderTable, round } from '../lib/table.js';
import { assemble } from './assemble.js';
import sources from './sources.json' with { type: 'json' };

const bench: Bench = {
  summary:
    'Checks the crates of real Cargo workspaces in one run, and compares with plain cargo clippy crate by crate.',
  async run() {
    const root = join(benchFolder, 'rust-real', 'workspace');
    const roots = await assemble(root, sources, join(benchFolder, 'rust-real', 'scratch'));
    linkInstallation(await installPackages(), root);
    writeNxJson(root, {
      plugins: [{ plugin: '@hone/nx', options: {} }],
      targetDefaults: { 'rust-check': { options: { steps: ['clippy'], failOn: 'never' } } },
    });
    await underGit(root);
    forget(root);
    const { seconds, tasks } = await runTarget(root, 'rust-check', { daemon: false });

    console.error(`Checked in ${round(seconds)} s, now crate by crate …`);
    const rows: (string | number)[][] = [];
    for (const [workspace, crates] of Object.entries(sources)) {
      for (const crate of Object.keys(crates)) {
        const ours = ownFindings(root, roots[crate] as string);
        const plain = await plainFindings(join(root, workspace), crate, workspace);
        const lost = [...plain].filter((key) => !ours.has(key));
        const invented = [...ours].filter((key) => !plain.has(key));
        for (const key of lost) console.error(`LOST ${crate}: ${key}`);
        for (const key of invented) console.error(`INVENTED ${crate}: ${key}`);
        rows.push([`${workspace}/${crate}`, plain.size, ours.size, lost.length, invented.length]);
      }
    }
    const checked = tasks.filter(({ target }) => target === 'rust-check').length;
    const table = renderTable(['crate', 'plain cargo clippy', 'Hone', 'lost', 'invented'], rows);
    return `${checked} crates, ${round(seconds)} s\n\n${table}`;
  },
};
export default bench;

/** A finding as both sides can say it: level, code, file and line. An error without a code has a name of ours. */
function ownFindings(root: string, crate: string): Set<string> {
  const found = findings(root, crate, 'rust-check').map(({ rule, level, file, line }) => {
    const place = line === undefined ? crate : `${file}:${line}`;
    return `${level} ${rule.replace(/^rust\/.*/, '')} ${place}`;
  });
  return new Set(found);
}

interface CompilerMessage {
  reason: string;
  package_id: string;
  message: {
    level: string;
    code: { code: string } | null;
    spans: { is_primary: boolean; file_name: string; line_start: number }[];
  };
}

/** What cargo says of one crate that it checks alone. */
async function plainFindings(folder: string, crate: string, workspace: string): Promise<Set<string>> {
  const args = ['clippy', '-p', crate, '--all-targets', '--keep-going', '--message-format=json', '--quiet'];
  // Cargo says again what it said of a crate that did not change, so crates can share the folder.
  const target = join(benchFolder, 'rust-real', 'plain-target', workspace);
  const { output } = await run(['cargo', ...args], { cwd: folder, env: { ...process.env, CARGO_TARGET_DIR: target } });
  const messages = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): CompilerMessage => JSON.parse(line))
    .filter(({ reason, package_id: id }) => reason === 'compiler-message' && id.includes(`/${workspace}/${crate}#`));
  return new Set(
    messages.flatMap(({ message: { level, code, spans } }) => {
      const span = spans.find(({ is_primary: primary }) => primary);
      // With neither place nor code, it is a summary of the others.
      if (!span && !code) return [];
      const place = span ? `${workspace}/${span.file_name}:${span.line_start}` : `${workspace}/${crate}`;
      return [`${level} ${code?.code ?? ''} ${place}`];
    }),
  );
}

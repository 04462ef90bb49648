// Judges the fixtures of deptry, FawltyDeps, cargo-shear and cargo-machete, and holds the verdicts against what their own
// tests expect; with the peers' programs, beside what they say today. Fails where a peer's own tests know more.
// Run: node --conditions=@hone/source --import tsx tools/oracles/dep-prune-peers/compare.mts <folder> [--bin=<folder>] [--only=<peer>]
// <folder> holds checkouts named deptry, fawltydeps, cargo-shear, cargo-machete; what lacks is cloned from GitHub.
// <bin> holds their programs: pip install deptry fawltydeps; cargo install --root <bin>/.. cargo-machete cargo-shear
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mustRun } from '@hone/e2e/harness';
import { readCargoMachete } from './cargo-machete.js';
import { readCargoShear } from './cargo-shear.js';
import { type Findings, type PeerCase, differences } from './case.js';
import { readDeptry } from './deptry.js';
import { explained } from './explained.js';
import { readFawltyDeps } from './fawltydeps.js';
import { judgeCrates, judgePython, withCopy } from './judge-case.js';
import { type RunPeer, runCargoMachete, runCargoShear, runDeptry, runFawltyDeps } from './run-peers.js';

interface Peer {
  name: string;
  folder: string;
  repository: string;
  read(root: string): PeerCase[];
  judge(copy: string, one: PeerCase): Promise<Findings>;
  run: RunPeer;
}

const peers: readonly Peer[] = [
  {
    name: 'deptry',
    folder: 'deptry',
    repository: 'osprey-oss/deptry',
    read: readDeptry,
    judge: judgePython,
    run: runDeptry,
  },
  {
    name: 'FawltyDeps',
    folder: 'fawltydeps',
    repository: 'tweag/FawltyDeps',
    read: readFawltyDeps,
    judge: judgePython,
    run: runFawltyDeps,
  },
  {
    name: 'cargo-shear',
    folder: 'cargo-shear',
    repository: 'Boshen/cargo-shear',
    read: readCargoShear,
    judge: judgeCrates,
    run: runCargoShear,
  },
  {
    name: 'cargo-machete',
    folder: 'cargo-machete',
    repository: 'bnjbvr/cargo-machete',
    read: readCargoMachete,
    judge: judgeCrates,
    run: runCargoMachete,
  },
];

/** How many cases came out right, of how many. */
interface Score {
  total: number;
  ours: number;
  /** Of whose expectation something else is right. */
  corrected: number;
  theirs: number | undefined;
}

const options = process.argv.slice(2);
const folder = resolve(options.find((arg) => !arg.startsWith('--')) ?? 'tmp/oracles/dep-prune-peers');
const bin = valueOf('bin');
const only = valueOf('only');
await main();

function valueOf(name: string): string | undefined {
  return options.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
}

async function main(): Promise<void> {
  const rows: Record<string, object> = {};
  for (const peer of peers) {
    if (only !== undefined && only !== peer.name) continue;
    const { total, corrected, ours, theirs } = await compare(peer);
    rows[peer.name] = {
      cases: total,
      'expectation corrected': corrected,
      'Hone right': ours,
      'the peer right': theirs ?? 'not run',
    };
    if (theirs !== undefined && ours < theirs) process.exitCode = 1;
  }
  console.table(rows);
}

async function compare(peer: Peer): Promise<Score> {
  const root = join(folder, peer.folder);
  if (!existsSync(root)) {
    mkdirSync(folder, { recursive: true });
    const address = `https://github.com/${peer.repository}`;
    await mustRun(['git', 'clone', '--depth', '1', '--quiet', address, root], { cwd: folder });
  }
  const score: Score = { total: 0, corrected: 0, ours: 0, theirs: bin === undefined ? undefined : 0 };
  for (const one of peer.read(root)) {
    const note = explained[`${peer.name} ${one.id}`];
    if (note && !note.right) {
      console.log(`${peer.name} ${one.id}: left out: ${note.reason}`);
      continue;
    }
    const expected = note?.right ?? one.expected;
    score.total++;
    if (note) score.corrected++;
    const wrong = differences(expected, await withCopy(one, (copy) => peer.judge(copy, one)));
    if (wrong.length === 0) score.ours++;
    else console.log(`${peer.name} ${one.id}: ${wrong.join('; ')}`);
    if (bin === undefined) continue;
    const found = await withCopy(one, (copy) => peer.run(bin, copy, one));
    const theirs = found ? differences(expected, found) : ['no result'];
    if (theirs.length === 0) score.theirs = (score.theirs ?? 0) + 1;
    else console.log(`    the peer itself, ${peer.name} ${one.id}: ${theirs.join('; ')}`);
  }
  return score;
}

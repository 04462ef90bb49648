/**
 * Holds what we read of logs against what errorformat expects: the pairs of `fmts/testdata`, for every format that ours read
 * too. All our formats are on, as for a log of which nothing is known. Compared are file, line, column, level where
 * errorformat gives one, and message; white space counts as one blank, and `./` before a name as nothing.
 *
 *     npx tsx --conditions=@hone/source tools/oracles/build-fix-errorformat/compare.mts [FOLDER]
 *
 * FOLDER is `fmts/testdata` of a clone of reviewdog/errorformat; without it the module is downloaded with Go. Prints a line
 * for each format, each difference, and the formats that are not claimed; fails when there is a difference without reason.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadFormats, readLogText } from '../../../packages/build-fix/src/engine/read/index.js';
import type { LogEntry } from '../../../packages/build-fix/src/engine/types.js';
import { type Claim, claims, type Part } from './claims.data.mts';
import { type Expected, parseExpected } from './expected.mts';

const MODULE = 'github.com/reviewdog/errorformat@v0.0.0-20260721110140-13bff69235f3';

function download(): string {
  const { status, stdout, stderr } = spawnSync('go', ['mod', 'download', '-json', MODULE], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Cannot download ${MODULE}: ${stderr || stdout}`);
  return join((JSON.parse(stdout) as { Dir: string }).Dir, 'fmts', 'testdata');
}

const folder = process.argv[2] ?? download();
const formats = await loadFormats();
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const oneBlank = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const plain = (file: string): string => file.replaceAll('\\', '/').replace(/^\.\//, '');

/** Ours in errorformat's terms. */
function toExpected(entry: LogEntry, { message }: Claim, wanted: Expected | undefined): Expected {
  const { location, level } = entry.diagnostic;
  const start = location?.region?.start;
  return {
    file: location?.file ?? '',
    line: start?.line,
    // A line alone has no column of its own.
    column: wanted?.column === undefined && start?.column === 1 ? undefined : start?.column,
    level: wanted?.level === undefined ? undefined : level,
    message: oneBlank(message ? message(entry) : entry.diagnostic.message),
  };
}

function normalise(expected: Expected, { leftOut }: Claim): Expected {
  const level = expected.level === 'info' ? 'note' : expected.level;
  return {
    ...expected,
    file: plain(expected.file),
    level,
    message: oneBlank(leftOut ? expected.message.replace(leftOut, '') : expected.message),
  };
}

const placeOf = ({ file, line, column }: Expected): string => `${file}:${line ?? ''}:${column ?? ''}`;

function partsThatDiffer(ours: Expected, theirs: Expected): Part[] {
  const parts: Part[] = [];
  if (ours.file !== theirs.file || ours.line !== theirs.line) parts.push('entry');
  for (const part of ['column', 'level', 'message'] as const) if (ours[part] !== theirs[part]) parts.push(part);
  return parts;
}

let failed = 0;
const reasons = new Set<string>();

function compare(name: string, claim: Claim): [name: string, right: number, total: number, explained: number] {
  const theirs = parseExpected(read(`${name}.ok`)).map((expected) => normalise(expected, claim));
  const entries = readLogText(read(`${name}.in`), { formats, resolve: plain });
  let [right, explained] = [0, 0];
  for (let at = 0; at < Math.max(theirs.length, entries.length); at++) {
    const [entry, wanted] = [entries[at], theirs[at]];
    const ours = entry && toExpected(entry, claim, wanted);
    const parts = ours && wanted ? partsThatDiffer(ours, wanted) : (['entry'] satisfies Part[]);
    if (entry && !claim.formats.includes(entry.format)) parts.push('entry');
    if (parts.length === 0) {
      right++;
      continue;
    }
    const known = claim.known?.[wanted ? placeOf(wanted) : ''] ?? claim.known?.['*'];
    if (known && parts.every((part) => part === known.part)) {
      explained++;
      reasons.add(`${name}, ${known.part}: ${known.reason}`);
      continue;
    }
    failed++;
    console.log(`${name} ${at + 1}: ${parts.join(', ')}`);
    console.log(`  errorformat  ${JSON.stringify(wanted)}\n  Hone         ${JSON.stringify(ours)} (${entry?.format})`);
  }
  return [name, right, theirs.length, explained];
}

const rows = Object.entries(claims).map(([name, claim]) => compare(name, claim));
for (const [name, right, total, explained] of rows) {
  console.log(`${name.padEnd(16)}${right}/${total}${explained > 0 ? `, ${explained} differ with a reason` : ''}`);
}
const sum = (at: 1 | 2 | 3): number => rows.reduce((total, row) => total + row[at], 0);
console.log(`${'all'.padEnd(16)}${sum(1)}/${sum(2)}, ${sum(3)} differ with a reason, ${failed} without`);
for (const reason of reasons) console.log(`reason: ${reason}`);

const names = readdirSync(folder).flatMap((name) => (name.endsWith('.in') ? basename(name, '.in') : []));
const others = names.filter((name) => !(name in claims));
console.log(`not claimed: ${others.join(', ')}`);
process.exitCode = failed > 0 ? 1 : 0;

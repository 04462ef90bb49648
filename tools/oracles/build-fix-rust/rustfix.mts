/**
 * Holds our application of rustc's suggestions against rustfix's own fixtures.
 *
 *     git -C CARGO archive HEAD crates/rustfix/tests | tar -x -C CLONE
 *     npx tsx --conditions=@hone/source tools/oracles/build-fix-rust/rustfix.mts CLONE/crates/rustfix/tests
 *
 * CARGO is a clone of rust-lang/cargo. As `parse_and_replace.rs` does there, all suggestions of any applicability are
 * applied to each `everything/x.rs` and the outcome must be `x.fixed.rs`: once from the recorded `x.json`, once from what
 * the installed rustc says (RUSTC names another). The recorded findings of `edge-cases` must give no fix, as
 * `edge_cases.rs` has it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { readEntries } from './read-entries.mjs';
import { repair, withAll } from './repair.mjs';

const [argument] = process.argv.slice(2);
if (argument === undefined) throw new Error('usage: rustfix.mts FOLDER');
const folder = resolve(argument);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
let [same, total] = [0, 0];

function check(label: string, isSame: boolean, detail = ''): void {
  total++;
  if (isSame) same++;
  else console.log(`DIFFERENT ${label}\n${detail}`);
}

/** Values of JSON that follow each other, each over several lines, as lines of their own. */
function toLines(text: string): string[] {
  const lines: string[] = [];
  let open = '';
  for (const line of text.split('\n')) {
    open += line;
    if (!/^\}/.test(line) && !/^\{.*\}$/.test(line)) continue;
    lines.push(JSON.stringify(JSON.parse(open)));
    open = '';
  }
  return lines;
}

/** What the installed rustc says of a file. */
function compile(file: string): string[] {
  const out = mkdtempSync(join(tmpdir(), 'hone-rustfix-'));
  const { stderr } = spawnSync(
    process.env['RUSTC'] ?? 'rustc',
    [`./tests/${file}`, '--error-format=json', '--emit=metadata', '--crate-name=rustfix_test', '--out-dir', out],
    { cwd: join(folder, '..'), encoding: 'utf8' },
  );
  rmSync(out, { recursive: true });
  return stderr.split('\n').filter((line) => line.startsWith('{'));
}

/** Whether a recorded line is not at its place in the text: rustfix's own tests don't use such a recording either. */
function isStale(lines: readonly string[], text: string): boolean {
  interface Recorded {
    spans: { byte_start: number; line_start: number; text: { text: string }[] }[];
  }
  const rows = text.split('\n');
  return lines
    .flatMap((line) => (JSON.parse(line) as Recorded).spans)
    .some(({ byte_start: start, line_start: line, text: [first] }) => {
      const offset = Buffer.byteLength(`${rows.slice(0, line - 1).join('\n')}\n`);
      return (
        first !== undefined && (rows[line - 1] !== first.text || (line > 1 && start < offset) || start > offset + 200)
      );
    });
}

const sources = readdirSync(join(folder, 'everything')).filter((name) => /^[^.]+\.rs$/.test(name));
for (const name of sources) {
  const file = `everything/${name}`;
  const before = read(file);
  const expected = read(file.replace(/\.rs$/, '.fixed.rs'));
  const ways = { recorded: toLines(read(file.replace(/\.rs$/, '.json'))), installed: compile(file) };
  for (const [way, lines] of Object.entries(ways)) {
    const entries = withAll(readEntries(lines, join(folder, '..'), `tests/${file}`, before));
    const { text } = await repair(`tests/${file}`, before, () => Promise.resolve(entries), 1);
    const stale = way === 'recorded' && isStale(lines, before);
    const wanted = stale ? before : expected;
    check(`${file}, ${way}`, text === wanted, `expected:\n${wanted}\nours:\n${text}`);
    if (stale) console.log(`${file}: recorded from another text than it has now, so nothing may be applied`);
  }
}
for (const name of readdirSync(join(folder, 'edge-cases')).filter((one) => one.endsWith('.json'))) {
  const file = `edge-cases/${basename(name).replace(/\.json$/, '.rs')}`;
  const entries = readEntries(toLines(read(`edge-cases/${name}`)), join(folder, '..'), `tests/${file}`, '');
  const fixes = entries.flatMap(({ diagnostic }) => diagnostic.fixes ?? []).filter(({ edits }) => edits.length > 0);
  check(`edge-cases/${name}`, fixes.length === 0, JSON.stringify(fixes));
}
console.log(`${same} of ${total} the same`);
process.exitCode = same === total ? 0 : 1;

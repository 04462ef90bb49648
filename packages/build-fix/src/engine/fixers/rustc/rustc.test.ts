import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPlannedFixes } from '../../plan/apply-fixes.js';
import { oneProject, planWith } from '../../plan/fixtures/one-project.js';
import { loadFormats, readLogText } from '../../read/index.js';
import type { LogEntry } from '../../types.js';
import { rustcFixer } from './index.js';

const hasClippy = spawnSync('cargo', ['clippy', '--version']).status === 0;
if (!hasClippy) console.warn('SKIPPED rustc fixer: clippy is missing: rustup component add clippy');

describe.skipIf(!hasClippy)('suggestions for a log of text', () => {
  let root: string;
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const cargo = (...args: string[]) =>
    spawnSync('cargo', args, { cwd: root, encoding: 'utf8', env: { ...process.env, CARGO_TERM_COLOR: 'never' } });
  let entries: LogEntry[];

  beforeAll(async () => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'hone-rustc-')));
    cpSync(fileURLToPath(new URL('fixtures/workspace', import.meta.url)), root, { recursive: true });
    const { stderr } = cargo('clippy', '--workspace', '--keep-going');
    entries = readLogText(stderr, { formats: await loadFormats(), workspaceRoot: root, sources: read });
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const fix = async (unsafe: boolean) => {
    const { plan, problems } = await planWith('rustc', entries, oneProject(root, unsafe));
    return { plan, problems, changed: applyPlannedFixes(plan.fixes, read) };
  };

  it('come from cargo, asked once more; of two for one expression the first', async () => {
    const { plan, problems, changed } = await fix(false);
    expect(problems).toEqual([]);
    expect(changed.map(({ path: file }) => file)).toEqual(['crates/app/src/lib.rs']);
    expect(changed[0]?.after).toBe(
      [
        'pub fn first(names: &[String]) -> usize {',
        '    let ä = "naïve"; if names.is_empty() { return ä.len() }',
        '    names.len()',
        '}',
        '',
        'pub fn second(names: &[String]) -> bool {',
        '    names.len() == 0',
        '}',
        '',
      ].join('\n'),
    );
    expect(plan.left.map(({ reason, diagnostic }) => [reason, diagnostic.ruleId])).toEqual([
      ['conflict', 'clippy::len_zero'],
      ['needs-unsafe', 'E0425'],
    ]);
  }, 120_000);

  it('that may be wrong are taken on request, when there is but one', async () => {
    const { changed } = await fix(true);
    const tool = changed.find(({ path: file }) => file.includes('tool'));
    expect(tool?.after).toMatch(/^use std::collections::HashMap;\n\nfn main/);
  }, 120_000);

  it('are not asked for when the log brings them along, or names no crate', async () => {
    const [entry] = entries;
    const elsewhere = { ...entry!, diagnostic: { ...entry!.diagnostic, location: { file: 'gone/a.rs' } } };
    const started = performance.now();
    expect(await rustcFixer.propose([{ ...entry!, format: 'rustc-json' }, elsewhere], oneProject(root, true))).toEqual(
      [],
    );
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('are none when cargo can not work, which is told', async () => {
    writeFileSync(path.join(root, 'Cargo.lock'), 'version = 99\n');
    await expect(rustcFixer.propose(entries, oneProject(root, true))).rejects.toThrow(
      /^cargo clippy ended with exit code 101: /,
    );
  }, 60_000);
});

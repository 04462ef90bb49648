import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool } from '@hone/core/process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyPlannedFixes } from '../../plan/apply-fixes.js';
import { oneProject, planWith } from '../../plan/fixtures/one-project.js';
import { loadFormats, readLogText } from '../../read/index.js';
import type { LogEntry } from '../../types.js';
import { ruffFixer } from './index.js';

const workspace = fileURLToPath(new URL('../../../../../..', import.meta.url));
const ruff = findTool('ruff', { workspaceRoot: workspace })?.path;
if (!ruff) console.warn('SKIPPED ruff fixer: ruff is missing: uv tool install ruff');

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'hone-ruff-')));
  cpSync(fileURLToPath(new URL('fixtures/project', import.meta.url)), root, { recursive: true });
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(!ruff)('fixes for a log of text', () => {
  let entries: LogEntry[];
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  beforeAll(async () => {
    mkdirSync(path.join(root, '.venv/bin'), { recursive: true });
    writeFileSync(path.join(root, '.venv/pyvenv.cfg'), '');
    symlinkSync(ruff!, path.join(root, '.venv/bin', path.basename(ruff!)));
    // E711 is not in the configuration: the task of the log asked for it.
    const { stdout } = spawnSync(ruff!, ['check', '--no-cache', '--extend-select', 'E711', '.'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    entries = readLogText(stdout, { formats: await loadFormats(), workspaceRoot: root, sources: read });
  });
  const fix = async (unsafe: boolean) => {
    const { plan, problems } = await planWith('ruff', entries, oneProject(root, unsafe));
    return { plan, problems, text: applyPlannedFixes(plan.fixes, read)[0]?.after };
  };

  it('come from the project’s ruff; of statements that make up a block, one at a time', async () => {
    const { plan, problems, text } = await fix(false);
    expect(problems).toEqual([]);
    expect(text).toBe(
      [
        '',
        '',
        'def name() -> str:',
        '    greeting = "naïve 🐍"; unused = 1; print("no place", greeting)',
        '    return greeting == None',
        '',
        '',
        'def lazy():',
        '    import re',
        '',
      ].join('\n'),
    );
    expect(plan.left.map(({ reason, diagnostic }) => [reason, diagnostic.ruleId])).toEqual([
      ['needs-unsafe', 'F841'],
      ['needs-unsafe', 'E711'],
      ['conflict', 'F401'],
    ]);
  });

  it('that may change the meaning come on request', async () => {
    const { text } = await fix(true);
    expect(text).toContain('return greeting is None');
    expect(text).not.toContain('unused');
  });
});

it('says so when there is no ruff', async () => {
  vi.stubEnv('PATH', root);
  vi.stubEnv('VIRTUAL_ENV', '');
  const region = { start: { line: 1, column: 8 }, end: { line: 1, column: 9 } };
  const location = { file: 'app/main.py', region };
  const diagnostic = { tool: 'ruff', ruleId: 'F401', level: 'error' as const, message: '`os` unused', location };
  const bare = { ...oneProject(root, false), workspaceRoot: path.join(root, 'app') };
  await expect(ruffFixer.propose([{ diagnostic, format: 'ruff', logLine: 1 }], bare)).rejects.toThrow(
    /^There is no ruff/,
  );
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixesToFiles } from '@hone/core/edits';
import type { LogEntry } from '../../types.js';
import { createFileResolver, readLog, type LogStats, readLogText } from '../index.js';

const fixtures = join(import.meta.dirname, 'fixtures');
const workspace = join(fixtures, 'workspace');
const report = (name: string): string => readFileSync(join(fixtures, name), 'utf8');
const sources = (file: string): string | undefined =>
  existsSync(join(workspace, file)) ? readFileSync(join(workspace, file), 'utf8') : undefined;

/** As on a machine on which the workspace lies elsewhere than where the reports were made. */
const read = (log: string): LogEntry[] =>
  readLogText(log, { resolve: createFileResolver({ exists: (file) => existsSync(join(workspace, file)) }), sources });

const brief = ({ diagnostic: { location, ruleId, level } }: LogEntry): string => {
  const { start, end } = location?.region ?? {};
  return `${location?.file} ${start && end ? `${start.line}:${start.column}-${end.line}:${end.column} ` : ''}${level} ${ruleId}`;
};
/** The text of the place of an entry. */
const marked = ({ diagnostic: { location } }: LogEntry): string | undefined => {
  const { start, end } = location!.region!;
  const line = sources(location!.file)!.split('\n')[start.line - 1]!;
  return start.line === end.line ? line.slice(start.column - 1, end.column - 1) : undefined;
};
const fixed = (log: string, file: string, ...trust: string[]): string | undefined => {
  const fixes = read(log).flatMap(({ diagnostic }) => diagnostic.fixes ?? []);
  const wanted = fixes.filter(({ applicability }) => trust.includes(applicability));
  return applyFixesToFiles(wanted, (name) => sources(name)).files.find((it) => it.path === file)?.after ?? undefined;
};

describe('ruff', () => {
  it.each(['ruff.json', 'ruff-lines.json'])('%s: findings with their fixes, columns from characters', (name) => {
    const entries = read(report(name));
    expect(entries.map((entry) => `${entry.diagnostic.ruleId} ${marked(entry)}`)).toEqual([
      'F401 os',
      'E401 import sys, json',
      'F401 sys',
      'F401 json',
      'E702 ;',
      'F821 undefined_name',
      'E711 None',
      'E741 l',
      'E731 l = lambda: 0',
      'E702 ;',
      'E702 ;',
      'E402 import re',
      'F401 re',
    ]);
    expect(entries[0]).toMatchObject({ format: 'ruff-json', category: 'lint', diagnostic: { tool: 'ruff' } });
  });

  it('gives fixes of both kinds, at places in UTF-16', () => {
    const log = report('ruff.json');
    expect(fixed(log, 'app/main.py', 'safe')).toContain('"ü🐍"; \n');
    expect(fixed(log, 'app/main.py', 'unsafe')).toContain('if x is None:');
  });
});

describe('eslint', () => {
  it('reads messages of rules and of the parser', () => {
    const entries = read(report('eslint.json'));
    expect(entries.map(brief)).toEqual([
      'js/a.js 1:1-1:15 error no-var',
      'js/a.js 1:22-1:24 error eqeqeq',
      'js/a.js 1:33-1:41 error no-debugger',
      'js/a.js 1:41-1:42 error semi',
      'js/a.js 2:5-2:11 warning no-unused-vars',
      'js/a.js 2:16-2:17 error no-extra-semi',
      'js/b.js 1:1-1:1 error parse',
    ]);
  });

  it('takes fixes for safe and suggestions for unsafe', () => {
    const log = report('eslint.json');
    expect(fixed(log, 'js/a.js', 'safe')).toBe('let a = "🐍é"; if (a == null) { debugger; }\nlet unused = 1;\n');
    expect(fixed(log, 'js/a.js', 'unsafe')).toContain('if (a === null)');
  });

  it('reads no fix of a file that is another by now', () => {
    const [entry] = readLogText(report('eslint.json'), { resolve: () => 'js/a.js', sources: () => 'var b;\n' });
    expect(entry!.diagnostic).not.toHaveProperty('fixes');
  });
});

it('reads pyright', () => {
  const entries = read(report('pyright.json'));
  expect(entries.map((entry) => [brief(entry), marked(entry)])).toEqual([
    ['app/main.py 3:16-3:30 error reportUndefinedVariable', 'undefined_name'],
    ['app/main.py 7:22-7:23 error reportReturnType', 'a'],
  ]);
  expect(entries[1]!.diagnostic.message).toContain('\n  "int" is not assignable');
});

it('reads mypy, which counts bytes', () => {
  expect(read(report('mypy.json')).map(brief)).toEqual([
    'app/main.py 3:16-3:16 error name-defined',
    'app/main.py 7:22-7:22 error return-value',
  ]);
});

describe('rustc', () => {
  it('reads what cargo prints: suggestions as fixes, names relative to a folder that nothing tells', () => {
    const log = report('cargo.json');
    const entries = read(log);
    expect(entries.map((entry) => [brief(entry), marked(entry), entry.category])).toEqual([
      ['crates/a/src/lib.rs 7:15-7:22 error E0425', 'HashMap', 'compilation'],
      ['crates/a/src/lib.rs 2:23-2:28 warning unused_mut', 'mut n', 'lint'],
    ]);
    expect(entries[0]!.captures).toEqual({ crate: 'a' });
    expect(fixed(log, 'crates/a/src/lib.rs', 'unsafe')).toMatch(/^use std::collections::HashMap;\n\npub fn f/);
  });

  it('reads what rustc prints itself', () => {
    expect(read(report('rustc.json')).map(brief)).toContain('crates/a/src/lib.rs 7:15-7:22 error E0425');
  });
});

it('reads SARIF, with the names of the workspace', () => {
  const log = report('ruff.sarif');
  const entries = read(log);
  expect(entries.map(brief)).toContain('app/main.py 3:16-3:30 error F821');
  expect(entries[0]).toMatchObject({ format: 'sarif', diagnostic: { tool: 'ruff' } });
  expect(read(log.replaceAll('/home/dev/shop/app/', '/usr/lib/x/')).every((it) => !it.diagnostic.location)).toBe(true);
});

describe('reports in a log', () => {
  const all = ['ruff.json', 'eslint.json', 'pyright.json', 'ruff.sarif', 'cargo.json', 'mypy.json'];
  const count = (log: string): number => read(log).length;
  const total = all.reduce((sum, name) => sum + count(report(name)), 0);

  it('are found among other lines, also with prefixes, colours and other line ends', () => {
    const log = all.map((name) => `> nx run a:${name}\n\n${report(name)}\ndone [1/2] {x}\n`).join('');
    expect(count(log)).toBe(total);
    expect(count(log.replaceAll('\n', '\r\n'))).toBe(total);
    const lines = log.split('\n').filter((line) => line !== '');
    expect(count(`> nx run app:lint\n${lines.map((line) => `\x1b[32mapp:\x1b[39m ${line}`).join('\n')}`)).toBe(total);
  });

  it('are read to where they were cut off, and what follows is read too', () => {
    for (const name of all) {
      const text = report(name);
      // A SARIF log may name its tool, and with it the unit of its columns, at the end.
      const place = name.endsWith('.sarif') ? (entry: LogEntry) => entry.diagnostic.message : brief;
      const isBroken = ({ diagnostic }: LogEntry): boolean => diagnostic.ruleId === 'broken-report';
      const whole = read(text).map(place);
      let most = 0;
      for (let end = 0; end <= text.length; end += 97) {
        const entries = read(`${text.slice(0, end)}\nKilled\n${report('mypy.json')}`);
        const own = entries
          .slice(0, -2)
          .filter((entry) => !isBroken(entry))
          .map(place);
        expect(entries.slice(-2).map(brief)).toEqual(read(report('mypy.json')).map(brief));
        expect(whole).toEqual(expect.arrayContaining(own));
        most = Math.max(most, own.length);
      }
      expect(most).toBeGreaterThanOrEqual(whole.length - 1);
    }
  });

  it('may hold lines of other programs', () => {
    const lines = report('ruff.json').split('\n');
    lines.splice(40, 0, 'warning: something else', '  at x.py:3');
    expect(count(lines.join('\n'))).toBe(count(report('ruff.json')));
  });

  it('may be on one line of any length, in any pieces', async () => {
    const finding = JSON.stringify(JSON.parse(report('ruff.json')) as unknown).slice(1, -1);
    const text = `start\n[${Array.from({ length: 2000 }, () => finding).join(',')}]\nend\n`;
    const bytes = Buffer.from(text);
    expect(bytes.length).toBeGreaterThan(5e6);
    for (const size of [8191, 3_000_000]) {
      let entries = 0;
      const stats: LogStats = await readLog(pieces(bytes, size), { onEntry: () => entries++ });
      expect([entries, stats.longLines, stats.brokenReports, stats.lines]).toEqual([26_000, 1, 0, 3]);
    }
  });
});

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

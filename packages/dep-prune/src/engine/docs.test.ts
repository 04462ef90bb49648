import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditRules } from './audit/rules.js';
import { ruleIdOf, verdictKinds } from './judge/verdict-kinds.js';
import { findingRules } from './report/finding-rules.js';
import type { VerdictKind } from './types.js';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
const page = read('../../../../docs/dep-prune/verdicts.md');

/** The part of the page below a heading. */
const section = (heading: string): string => page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';

/** Cells of the rows of a table, by their first cell. Prettier may pad them. */
function rows(text: string): Map<string, string[]> {
  const lines = text.split('\n').filter((line) => line.startsWith('| `'));
  const cells = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return new Map(cells.map(([name = '', ...rest]) => [name.replaceAll('`', ''), rest]));
}

it('describes each verdict as the code does', () => {
  const found = rows(section('Verdicts'));
  expect([...found.keys()]).toEqual(Object.keys(verdictKinds));
  for (const [kind, { summary, reason, level, fix }] of Object.entries(verdictKinds)) {
    const end = fix === 'remove' ? ' A fix removes it.' : fix === 'split' ? ' With `split`, a fix moves it.' : '';
    expect(found.get(kind)).toEqual([level ?? '', summary, `${reason}${end}`]);
  }
});

it('lists each kind of evidence', () => {
  const union = /export type EvidenceKind =([^;]+);/.exec(read('types.ts'))?.[1] ?? '';
  const kinds = [...union.matchAll(/\| '([\w-]+)'/g)].map(([, kind]) => kind);
  expect([...rows(section('Evidence')).keys()]).toEqual(kinds);
});

it('lists each rule of the audit', () => {
  const found = rows(read('../../../../docs/dep-prune/audit.md'));
  expect([...found]).toEqual(auditRules.map(({ id, defaultLevel, summary }) => [id, [defaultLevel, summary]]));
});

it('lists each rule about the input and about removals', () => {
  const found = rows(section('Other findings'));
  expect([...found]).toEqual(
    findingRules.map(({ id, defaultLevel, summary, reason }) => [id, [defaultLevel, `${summary} ${reason}`]]),
  );
});

it('knows every rule id that a source names', () => {
  const known = new Set([
    ...(Object.keys(verdictKinds) as VerdictKind[]).map(ruleIdOf),
    ...[...auditRules, ...findingRules].map(({ id }) => id),
  ]);
  const folder = new URL('..', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const named = sources.flatMap((file) => {
    const text = readFileSync(new URL(file.replaceAll('\\', '/'), folder), 'utf8');
    return [...text.matchAll(/(['"`])(deps\/[a-z-]+)\1/g)].map(([, , id]) => id);
  });
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((id) => id === undefined || !known.has(id))).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditRules } from './audit/rules.js';
import { verdictKinds } from './judge/verdict-kinds.js';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
const page = read('../../../../docs/dep-prune/verdicts.md');

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
  const [verdicts = ''] = page.split('## Evidence');
  const found = rows(verdicts);
  expect([...found.keys()]).toEqual(Object.keys(verdictKinds));
  for (const [kind, { summary, reason, level, fix }] of Object.entries(verdictKinds)) {
    const end = fix === 'remove' ? ' A fix removes it.' : fix === 'split' ? ' With `split`, a fix moves it.' : '';
    expect(found.get(kind)).toEqual([level ?? '', summary, `${reason}${end}`]);
  }
});

it('lists each kind of evidence', () => {
  const union = /export type EvidenceKind =([^;]+);/.exec(read('types.ts'))?.[1] ?? '';
  const kinds = [...union.matchAll(/\| '([\w-]+)'/g)].map(([, kind]) => kind);
  expect([...rows(page.split('## Evidence')[1] ?? '').keys()]).toEqual(kinds);
});

it('lists each rule of the audit', () => {
  const found = rows(read('../../../../docs/dep-prune/audit.md'));
  expect([...found]).toEqual(auditRules.map(({ id, defaultLevel, summary }) => [id, [defaultLevel, summary]]));
});

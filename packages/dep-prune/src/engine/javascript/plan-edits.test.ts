import { applyTextEdits } from '@hone/core/edits';
import { expect, it } from 'vitest';
import type { Verdict, VerdictKind } from '../types.js';
import { planJavaScriptEdits } from './plan-edits.js';

const text = `{
  "name": "app",
  "dependencies": {
    "a": "1",
    "b": "2",

    "c": "3"
  },
  "devDependencies": { "d": "4", "f": "6" }
}
`;

function edit(changes: Record<string, [group: string, kind: VerdictKind]>, split = false, source = text): string {
  const verdicts = Object.entries(changes).map(([name, [group, kind]]): Verdict => {
    const declaration = {
      ecosystem: 'javascript',
      name,
      written: name,
      scope: 'runtime',
      group,
      file: 'package.json',
      extras: [],
    } as const;
    return { ecosystem: 'javascript', name, kind, reason: '', declarations: [declaration], evidence: [] };
  });
  return applyTextEdits(source, planJavaScriptEdits(verdicts, new Map([['package.json', source]]), { split }));
}

const deps = (name: string): Record<string, ['dependencies', 'unused']> => ({ [name]: ['dependencies', 'unused'] });

it.each([
  ['the first', deps('a'), '    "a": "1",\n'],
  ['one in the middle', deps('b'), '    "b": "2",\n\n'],
  ['the last, with the comma before it', deps('c'), ',\n\n    "c": "3"'],
  ['several', { ...deps('b'), ...deps('c') }, ',\n    "b": "2",\n\n    "c": "3"'],
  ['all', { ...deps('a'), ...deps('b'), ...deps('c') }, '\n    "a": "1",\n    "b": "2",\n\n    "c": "3"\n  '],
])('takes away %s', (_, changes, gone) => {
  const result = edit(changes);
  expect(result).toBe(text.replace(gone, ''));
  expect(() => JSON.parse(result) as unknown).not.toThrow();
});

it('moves when it is asked to', () => {
  expect(edit({ b: ['dependencies', 'dev-only'] })).toBe(text);
  expect(edit({ b: ['dependencies', 'dev-only'] }, true)).toBe(
    text.replace('    "b": "2",\n\n', '').replace('{ "d"', '{ "b": "2", "d"'),
  );
  expect(edit({ f: ['devDependencies', 'runtime'] }, true)).toBe(
    text.replace(', "f": "6"', '').replace('"c": "3"', '"c": "3",\n    "f": "6"'),
  );
});

it('keeps line ends and a byte order mark, and edits nothing twice declared or broken', () => {
  const windows = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
  expect(edit(deps('a'), false, windows)).toBe(windows.replace('    "a": "1",\r\n', ''));
  const twice = text.replace('"b"', '"a"');
  expect(edit(deps('a'), false, twice)).toBe(twice);
  expect(edit(deps('a'), false, '{ "dependencies": { "a": "1", } }')).toBe('{ "dependencies": { "a": "1", } }');
});

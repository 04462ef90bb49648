import type { Diagnostic } from '@hone/core/diagnostics';
import { expect, it } from 'vitest';
import { findWithEngine } from './engine-checks.js';
import { defaultSettings } from './lint-file.js';

const found = (ruleId: string, file = 'Dockerfile'): Diagnostic => ({
  tool: 'buildkit',
  ruleId,
  level: 'warning',
  message: ruleId,
  location: { file },
});

const files = [
  { file: 'Dockerfile', text: 'FROM debian AS Base\n' },
  { file: 'prod.Dockerfile', text: 'FRO debian\n' },
];

it('adds what our rules do not say', async () => {
  const check = ({ file }: { file: string }) =>
    Promise.resolve({ diagnostics: [found('StageNameCasing', file), found('FromTheFuture', file)] });
  const { diagnostics, notes } = await findWithEngine(files, defaultSettings, new Set(), check);
  expect(diagnostics).toEqual([found('FromTheFuture'), found('FromTheFuture', 'prod.Dockerfile')]);
  expect(notes).toEqual([]);
});

it('leaves out a syntax error that our parser has reported, and keeps one that it has not', async () => {
  const check = ({ file }: { file: string }) => Promise.resolve({ diagnostics: [found('docker/syntax', file)] });
  const { diagnostics } = await findWithEngine(files, defaultSettings, new Set(['prod.Dockerfile']), check);
  expect(diagnostics).toEqual([found('docker/syntax')]);
});

it('heeds the options', async () => {
  const check = () => Promise.resolve({ diagnostics: ['A', 'B', 'C', 'D'].map((id) => found(id)) });
  const settings = { ignore: new Set(['A']), severities: new Map([['B', 'error'] as const]), check: 'skip=C' };
  const { diagnostics } = await findWithEngine(files.slice(0, 1), settings, new Set(), check);
  expect(diagnostics).toEqual([{ ...found('B'), level: 'error' }, found('D')]);
});

it('says once why there is none', async () => {
  const check = () => Promise.resolve({ unsupported: 'the engine is too old.' });
  expect(await findWithEngine(files, defaultSettings, new Set(), check)).toEqual({
    diagnostics: [],
    notes: ["The engine's own check was left out: the engine is too old."],
  });
});

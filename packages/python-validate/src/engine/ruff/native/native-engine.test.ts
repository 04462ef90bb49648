import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nativeEngine } from './native-engine.js';
import { createLineIndex, parseFindingLine, toNativeFinding } from './parse-output.js';

it.skipIf(process.platform === 'win32')('gives up on a ruff that hangs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hone-hanging-ruff-'));
  try {
    const path = join(folder, 'ruff');
    writeFileSync(path, '#!/bin/sh\nsleep 60\n');
    chmodSync(path, 0o755);
    const engine = nativeEngine({ path, version: '0.17.3' }, { workspaceRoot: folder, timeoutMs: 200 });
    const file = { file: 'a.py', path: join(folder, 'a.py'), text: '' };
    const answers = await engine.run([{ file, syntax: 'py310' }], new AbortController().signal);
    expect(answers).toEqual([{ failure: 'it did not finish within 0.2 s' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('counts columns in UTF-16 code units, also behind the end of a line', () => {
  const at = (row: number, column: number) => ({ row, column });
  const line = JSON.stringify({
    code: null,
    filename: '/a.py',
    message: 'SyntaxError: wrong',
    location: at(1, 3),
    end_location: at(1, 9),
    fix: null,
  });
  const finding = toNativeFinding(parseFindingLine(line)!, createLineIndex('\ufeff"😀"\n'));
  expect(finding).toEqual({
    code: 'invalid-syntax',
    message: 'wrong',
    region: { start: { line: 1, column: 4 }, end: { line: 1, column: 10 } },
  });
});

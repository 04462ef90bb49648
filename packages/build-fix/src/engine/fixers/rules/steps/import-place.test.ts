import { expect, it } from 'vitest';
import { importPlace } from './import-place.js';

it.each([
  ['the first import of a script', 'a.ts', "|import a from 'a';\nimport b from 'b';\n"],
  [
    'behind directives and comments',
    'a.jsx',
    "#!/usr/bin/env node\n'use client';\n\n/* A\n * page. */\n// One.\n|import a from 'a';\n",
  ],
  ['behind a directive where there is no import', 'a.tsx', '"use strict";\n\n|export const a = 1;\n'],
  ['not a text that looks like one', 'a.ts', "|const code = `\nimport a from 'a';\n`;\n"],
  ['not a call', 'a.mjs', "|import('./a.js');\n"],
  [
    'behind a docstring and what comes from the future',
    'a.py',
    '# A.\n"""Doc."""\n\nfrom __future__ import annotations\n|x = 1\n',
  ],
  ['behind inner attributes', 'lib.rs', '#![deny(warnings)]\n|#[test]\nfn a() {}\n'],
])('%s', (_, file, marked) => {
  expect(importPlace(marked.replace('|', ''), file)).toBe(marked.indexOf('|'));
});

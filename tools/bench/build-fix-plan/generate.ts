import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files of each language, and what is wrong in each file: 100 · (3 + 4 + 3) = 1,000 diagnostics in 300 files. */
export const SHAPE = { files: 100, rust: 3, python: 4, typescript: 3 };

/** Writes one project with broken files in three languages. */
export function generateBroken(root: string): void {
  rmSync(root, { recursive: true, force: true });
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const numbers = Array.from({ length: SHAPE.files }, (_, index) => index);
  write('nx.json', '{}');
  write('app/Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[workspace]\n');
  write('app/src/lib.rs', numbers.map((n) => `pub mod m${n};\n`).join(''));
  write('app/pyproject.toml', '[tool.ruff.lint]\nselect = ["F401", "F541"]\n');
  const compilerOptions = { strict: true, noUnusedLocals: true, skipLibCheck: true, types: [], module: 'nodenext' };
  write('app/tsconfig.json', JSON.stringify({ compilerOptions, include: ['ts/*.ts'] }));
  for (const n of numbers) {
    write(`app/src/m${n}.rs`, rust(n));
    write(`app/py/m${n}.py`, python(n));
    write(`app/ts/m${n}.ts`, typescript(n));
  }
}

/** Unused imports and a needless `mut`, which rustc takes back by itself. */
function rust(n: number): string {
  return `use std::collections::HashMap;
use std::collections::HashSet;

pub fn run${n}() -> u32 {
    let mut count = ${n};
    count + 1
}
${filler(n, (name, value) => `\npub fn ${name}() -> u32 {\n    ${value}\n}\n`)}`;
}

/** Unused imports and texts without a placeholder. */
function python(n: number): string {
  return `import os
import sys

TITLE = f"title"
NAME = f"name ${n}"
${filler(n, (name, value) => `\n\ndef ${name}() -> int:\n    return ${value}\n`)}`;
}

/** Unused imports and a variable that nobody reads. */
function typescript(n: number): string {
  return `import { readFileSync as read${n} } from './m${(n + 1) % SHAPE.files}.js';
import { other${n} } from './m${(n + 2) % SHAPE.files}.js';
const unused${n} = ${n};
export const readFileSync = ${n};
export const other${(n + SHAPE.files - 2) % SHAPE.files} = ${n};
${filler(n, (name, value) => `\nexport function ${name}(): number {\n  return ${value};\n}\n`)}`;
}

/** What makes a file as long as files are: some 100 lines. */
function filler(n: number, render: (name: string, value: number) => string): string {
  return Array.from({ length: 25 }, (_, index) => render(`helper_${n}_${index}`, index)).join('');
}

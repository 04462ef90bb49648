import { describe, expect, it } from 'vitest';
import { globPattern } from '../glob.js';
import { closestName } from './closest.js';
import { baseImage, packageManager, parseInstructions, stagesOf } from './dockerfile.js';
import { exportedNames } from './exports.js';

describe('closestName', () => {
  it.each([
    ['roundTotal', ['roundTotals', 'formatPrice'], 'roundTotals'],
    ['type-check', ['typecheck', 'build'], 'typecheck'],
    ['biuld', ['build', 'builds'], 'build'],
    ['build', ['builder', 'test'], 'builder'],
    ['src/invoice.rs', ['src/a.rs', 'src/invoices.rs'], 'src/invoices.rs'],
    ['roundTotal', ['roundTotala', 'roundTotalb'], undefined],
    ['deploy', ['build', 'test'], undefined],
  ])('%s among %j: %s', (wanted, names, found) => {
    expect(closestName(wanted, names)).toBe(found);
  });
});

describe('globPattern', () => {
  it.each([
    ['**/*.py', 'a/b.py', true],
    ['**/*.py', 'b.py', true],
    ['*.py', 'a/b.py', false],
    ['src/{a,b}.ts', 'src/b.ts', true],
    ['src/**', 'src/a/b.ts', true],
    ['a.b', 'aXb', false],
  ])('%s and %s: %s', (glob, name, fits) => {
    expect(globPattern(glob).test(name)).toBe(fits);
  });
});

describe('a Dockerfile', () => {
  const text = `ARG BASE=python:3.12-slim
FROM \${BASE} AS base
RUN apt-get update && \\
    # a comment
    apt-get install -y curl
COPY <<END /etc/x
RUN not an instruction
END
FROM base
RUN make
`;
  it('is read as instructions, continued lines and here-documents among them', () => {
    const instructions = parseInstructions(text);
    expect(instructions.map(({ keyword, line, stage }) => [keyword, line, stage])).toEqual([
      ['ARG', 1, -1],
      ['FROM', 2, 0],
      ['RUN', 3, 0],
      ['COPY', 6, 0],
      ['FROM', 9, 1],
      ['RUN', 10, 1],
    ]);
    expect(instructions[2]?.text.replace(/ +/g, ' ')).toBe('apt-get update && apt-get install -y curl');
    expect(baseImage(stagesOf(instructions), 1)).toBe('python:3.12-slim');
  });

  it.each([
    ['python:3.12-alpine', 'apk'],
    ['alpine', 'apk'],
    ['ghcr.io/x/node:22-bookworm', 'apt'],
    ['fedora:42', 'dnf'],
    ['distroless/static', undefined],
  ])('%s has %s', (image, manager) => {
    expect(packageManager(image)).toBe(manager);
  });
});

describe('exportedNames', () => {
  it.each([
    [
      'a.py',
      'import os\nLIMIT: int = 3\nasync def load(): ...\nclass Invoice:\n    x = 1\n',
      ['load', 'Invoice', 'LIMIT'],
    ],
    [
      'a.ts',
      'export const a = 1;\nexport { b, c as d };\nfunction e() {}\nexport async function f() {}\n',
      ['a', 'f', 'b', 'd'],
    ],
    ['a.rs', 'pub struct A;\nfn b() {}\npub(crate) async fn c() {}\n    pub fn inner() {}\n', ['A', 'c']],
  ])('of %s', (file, text, names) => {
    expect(exportedNames(file, text)).toEqual(names);
  });
});

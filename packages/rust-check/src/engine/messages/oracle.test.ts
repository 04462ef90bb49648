import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic, Fix } from '@hone/core/diagnostics';
import { applyFixesToFiles } from '@hone/core/edits';
import { copyFixture, hasClippy, type TestWorkspace } from './fixtures/copy-fixture.js';

if (!hasClippy) console.warn('SKIPPED clippy --fix as an oracle: clippy is missing: rustup component add clippy');

/** Git would change the line ends and editors the mark, so the fixture has neither. */
function roughen({ root }: TestWorkspace): void {
  const edit = (file: string, change: (text: string) => string): void => {
    const name = path.join(root, file);
    fs.writeFileSync(name, change(fs.readFileSync(name, 'utf8')));
  };
  edit('app/src/crlf.rs', (text) => text.replaceAll('\n', '\r\n'));
  edit('app/src/bom.rs', (text) => `\uFEFF${text}`);
}

const safeFixes = (diagnostics: readonly Diagnostic[]): Fix[] =>
  diagnostics.flatMap(({ fixes = [] }) => fixes.filter(({ applicability }) => applicability === 'safe'));

describe.skipIf(!hasClippy)('safe fixes beside `cargo clippy --fix`', () => {
  let ours: TestWorkspace;
  let theirs: TestWorkspace;
  beforeAll(() => {
    ours = copyFixture('warnings');
    theirs = copyFixture('warnings');
    roughen(ours);
    roughen(theirs);
    theirs.cargo('clippy', '--fix', '--allow-no-vcs', '--all-targets', '--offline', '-p', 'app');
    for (let pass = 0; pass < 8; pass++) {
      const { messages } = ours.clippy();
      const { files } = applyFixesToFiles(safeFixes(ours.diagnostics('app', messages)), ours.read);
      for (const { path: file, after } of files) ours.write(file, after);
      if (files.length === 0) break;
    }
  });
  afterAll(() => {
    ours.remove();
    theirs.remove();
  });

  it.each([
    'app/build.rs',
    'app/examples/show.rs',
    'app/src/bom.rs',
    'app/src/crlf.rs',
    'app/src/lib.rs',
    'app/src/main.rs',
    'app/src/shared.rs',
    'app/src/tests.rs',
    'app/tests/integration.rs',
  ])('come to the same text in %s', (file) => {
    expect(ours.read(file)).toBe(theirs.read(file));
    expect(ours.read(file)).not.toBe(fs.readFileSync(new URL(`fixtures/warnings/${file}`, import.meta.url), 'utf8'));
  });

  it('leave a crate that compiles, and nothing safe to do', () => {
    const { status, stderr } = ours.cargo('check', '--all-targets', '--offline');
    expect([status, stderr.match(/^error.*/gm)]).toEqual([0, null]);
    expect(safeFixes(ours.diagnostics('app', ours.clippy().messages))).toEqual([]);
  });

  it('leave the body of a macro, which every call shares', () => {
    expect(ours.read('app/src/expansions.rs')).toContain('let mut value');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '@hone/core/diagnostics';
import { applyFixesToFiles } from '@hone/core/edits';
import { parseCargoNotices } from './index.js';
import { copyFixture, hasClippy, type TestWorkspace } from './fixtures/copy-fixture.js';

if (!hasClippy) console.warn('SKIPPED findings of clippy: clippy is missing: rustup component add clippy');

/** `file:line:column-line:column level rule: message` */
const brief = ({ location, level, ruleId, message }: Diagnostic): string => {
  const { start, end } = location!.region ?? {};
  const place = start && end ? `:${start.line}:${start.column}-${end.line}:${end.column}` : '';
  return `${location!.file}${place} ${level} ${ruleId}: ${message}`;
};

describe.skipIf(!hasClippy)('findings of a crate that does not compile', () => {
  let workspace: TestWorkspace;
  let run: ReturnType<TestWorkspace['clippy']>;
  beforeAll(() => {
    workspace = copyFixture('errors');
    run = workspace.clippy();
  });
  afterAll(() => workspace.remove());

  it('are placed in the crate, whatever macro they come from, with what the label says', () => {
    expect(workspace.diagnostics('app', run.messages).map(brief)).toEqual([
      'app/src/lib.rs:10:22-10:34 error E0308: mismatched types: expected `i32`, found `&str`',
      'app/src/types.rs:2:23-2:28 error E0308: mismatched types: expected `i32`, found `&str`',
      'app/src/types.rs:5:21-5:28 error E0425: cannot find type `HashMap` in this scope',
      'app/src/types.rs:10:5-10:23 error E0599: no method named `nope` found for type `{integer}` in the current scope',
      expect.stringMatching(/^app\/src\/types\.rs:14:16-14:17 error E0277: the trait bound /),
      'app/src/types.rs:18:34-18:39 error E0308: mismatched types: expected `i32`, found `&str`',
      expect.stringMatching(/^app\/src\/types\.rs:19:5-19:24 error E0277: can't compare /),
      expect.stringMatching(/^app\/src\/types\.rs:22:38-22:39 error E0106: missing lifetime specifier/),
    ]);
  });

  it('carry suggestions as fixes of several edits, and places that explain', () => {
    const [mismatch, , imported, , bound, , , lifetime] = workspace.diagnostics('app', run.messages);
    expect(mismatch!.related).toEqual([
      {
        message: 'expected due to this',
        location: {
          file: 'app/src/lib.rs',
          region: { start: { line: 10, column: 16 }, end: { line: 10, column: 19 } },
        },
      },
    ]);
    expect(imported!.fixes).toMatchObject([
      { applicability: 'unsafe', edits: [{ newText: 'use std::collections::HashMap;\n\n' }] },
    ]);
    expect(bound!.related!.map(({ location }) => location.file)).toEqual(['app/src/types.rs', 'dep/src/lib.rs']);
    expect(lifetime!.fixes).toHaveLength(1);
    expect(lifetime!.fixes![0]!.edits).toHaveLength(4);
  });

  it('have names of ours where the compiler has none', () => {
    expect(workspace.diagnostics('syntax', run.messages).map(brief)).toEqual([
      'syntax/src/lib.rs:3:3-3:3 error rust/syntax: this file contains an unclosed delimiter',
    ]);
    const { messages } = workspace.clippy('--features', 'app/expand');
    expect(workspace.diagnostics('app', messages).map(brief)).toEqual([
      'app/src/expand.rs:1:10-1:25 error rust/compile-error: this derive refuses',
      'app/src/expand.rs:4:10-4:24 error rust/proc-macro-panicked: proc-macro derive panicked',
      'app/src/expand.rs:7:1-7:32 error rust/compile-error: not like this',
      'app/src/expand.rs:16:21-16:22 error rust/macro-not-matched: no rules expected `b`: no rules expected this token in macro call',
      'app/src/expand.rs:17:15-17:17 error rust/format-string: 2 positional arguments in format string, but there is 1 argument',
    ]);
  });

  it('hold nothing of this machine', () => {
    const all = ['app', 'dep', 'macros', 'syntax'].flatMap((crate) => workspace.diagnostics(crate, run.messages));
    const text = JSON.stringify(all);
    for (const folder of [workspace.root, workspace.targetDirectory, '/rustc/', '.rustup']) {
      expect(text).not.toContain(folder);
    }
  });
});

describe.skipIf(!hasClippy)('findings of a crate that compiles', () => {
  let workspace: TestWorkspace;
  let run: ReturnType<TestWorkspace['clippy']>;
  beforeAll(() => {
    workspace = copyFixture('warnings');
    run = workspace.clippy();
  });
  afterAll(() => workspace.remove());

  it('come once, however many builds have them, and with the same bytes when cargo tells them again', () => {
    const found = workspace.diagnostics('app', run.messages);
    expect(new Set(found.map(brief)).size).toBe(found.length);
    expect(JSON.stringify(workspace.diagnostics('app', [...run.messages].reverse()))).toBe(JSON.stringify(found));
    expect(JSON.stringify(workspace.diagnostics('app', workspace.clippy().messages))).toBe(JSON.stringify(found));
  });

  it('are told of the root file when the code is generated, without a fix', () => {
    const generated = workspace.diagnostics('app', run.messages).filter(({ location }) => !location!.region);
    expect(generated.map(brief)).toEqual([
      'app/src/lib.rs warning clippy::needless_return: unneeded `return` statement',
      'app/src/lib.rs warning unused_variables: unused variable: `unused`',
    ]);
    expect(generated[0]!.hint).toBe('Remove `return`. The place is line 3 of the generated file generated.rs.');
    expect(generated.flatMap(({ fixes = [] }) => fixes)).toEqual([]);
  });

  it('name the calls of a macro whose body is at fault', () => {
    const inMacro = workspace.diagnostics('app', run.messages).find(({ ruleId, location }) => {
      return ruleId === 'unused_mut' && location!.file === 'app/src/expansions.rs';
    })!;
    expect(inMacro.related!.map(({ message, location }) => [message, location.region!.start.column])).toEqual([
      ['in this call of `twice!`', 5],
      ['in this call of `twice!`', 17],
    ]);
    expect(inMacro.fixes).toMatchObject([{ applicability: 'unsafe' }]);
  });

  it('come with what macros and build scripts print', () => {
    expect(run.text).toContain('a line of a macro');
    expect(parseCargoNotices(run.stderr)).toEqual([
      {
        kind: 'build-script-message',
        package: 'app',
        version: '0.1.0',
        level: 'warning',
        message: 'the build script says 🐍',
      },
    ]);
  });
});

it.skipIf(!hasClippy)('what only one of two builds finds unused is not safe to remove', () => {
  const workspace = copyFixture('one-sided');
  const fixes = workspace.diagnostics('.', workspace.clippy().messages).flatMap((found) => found.fixes ?? []);
  const lines = (applicability: string): number[] =>
    fixes.filter((fix) => fix.applicability === applicability).map(({ edits }) => edits[0]!.region.start.line);
  // `BTreeMap`, which nothing uses, and `Rc` in the tests; `HashMap` is for the tests.
  expect([lines('safe'), lines('unsafe')]).toEqual([[1, 11], [2]]);
  const { files } = applyFixesToFiles(
    fixes.filter((fix) => fix.applicability === 'safe'),
    workspace.read,
  );
  for (const { path, after } of files) workspace.write(path, after);
  expect(workspace.cargo('check', '--all-targets', '--offline').status).toBe(0);
  workspace.remove();
});

import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeSarif } from '@hone/core/sarif';
import { findingsOf, hasCargo, onlyCargo, warnSkipped, Workspace } from './run-engine.js';

warnSkipped('the engine');

const roots = [
  ...['broken', 'broken-test', 'built-with-broken', 'macros', 'needs-broken', 'needs-broken-test', 'needs-it-too'],
  ...['tested-with-broken', 'unformatted', 'uses-macros'],
]
  .map((name) => `ws/${name}`)
  .concat('lone');

describe.skipIf(!hasCargo)('the engine', () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace('mixed');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    workspace.remove();
  });

  it('gives each crate its own findings, and says of each what kept it from being checked', async () => {
    const outcomes = await workspace.check(roots);
    const found = Object.fromEntries(Object.entries(outcomes).map(([id, outcome]) => [id, findingsOf(outcome)]));
    const because = '`broken` (ws/broken), which this crate needs, does not compile: mismatched types (E0308)';
    expect(found).toEqual({
      'ws/broken': [expect.stringMatching(/^error E0308 ws\/broken\/src\/lib\.rs:2 mismatched types/)],
      'ws/broken-test': [expect.stringMatching(/^error E0308 ws\/broken-test\/src\/lib\.rs:9 mismatched types/)],
      'ws/built-with-broken': [`error rust/dependency-failed ws/built-with-broken/Cargo.toml:7 ${because}`],
      'ws/macros': [],
      'ws/needs-broken': [`error rust/dependency-failed ws/needs-broken/Cargo.toml:7 ${because}`],
      'ws/needs-broken-test': [],
      'ws/needs-it-too': [`error rust/dependency-failed ws/needs-it-too/Cargo.toml ${because}`],
      'ws/tested-with-broken': [
        `error rust/dependency-failed ws/tested-with-broken/Cargo.toml:7 ${because}`,
        expect.stringMatching(/^warning unused_variables ws\/tested-with-broken\/src\/lib\.rs:2 /),
      ],
      'ws/unformatted': [
        expect.stringMatching(/^error E0425 ws\/unformatted\/examples\/show\.rs:2 /),
        expect.stringMatching(/^error rustfmt ws\/unformatted\/src\/lib\.rs:1 /),
      ],
      'ws/uses-macros': [expect.stringMatching(/^warning clippy::needless_return ws\/uses-macros\/src\/lib\.rs:2 /)],
      lone: [expect.stringMatching(/^warning clippy::needless_return lone\/src\/lib\.rs:3 /)],
    });
  });

  it('reports the same alone as in a batch', async () => {
    const together = await workspace.check(roots);
    for (const root of [...roots].reverse()) {
      const alone = await workspace.check([root]);
      expect(writeSarif(alone[root]!.report), root).toBe(writeSarif(together[root]!.report));
    }
  });

  it('raises warnings of the compiler and of clippy, and nothing else, under `denyWarnings`', async () => {
    const { 'ws/uses-macros': raised } = await workspace.check(['ws/uses-macros'], { denyWarnings: true });
    expect(findingsOf(raised)).toEqual([expect.stringMatching(/^error clippy::needless_return /)]);
  });

  it('runs the compiler only for `check`, and only rustfmt for `fmt`', async () => {
    const checked = await workspace.check(['ws/uses-macros'], { steps: ['check'] });
    expect(findingsOf(checked['ws/uses-macros'])).toEqual([]);
    const formatted = await workspace.check(['ws/unformatted', 'ws/broken'], { steps: ['fmt'] });
    expect(findingsOf(formatted['ws/unformatted'])).toEqual([expect.stringMatching(/^error rustfmt /)]);
    expect(findingsOf(formatted['ws/broken'])).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('leaves out `deny` where it is not installed, and says so', async () => {
    vi.stubEnv('PATH', onlyCargo(workspace.root));
    const { lone } = await workspace.check(['lone'], { steps: ['deny'] });
    expect(findingsOf(lone)).toEqual([
      expect.stringMatching(/^note rust\/tool-missing lone\/Cargo\.toml `cargo-deny`/),
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'honours what the environment says of the compiler and the target folder',
    async () => {
      const wrapper = path.join(workspace.root, 'wrapper');
      workspace.write('wrapper', '#!/bin/sh\necho "$2" >> "$WRAPPED"\nexec "$@"\n');
      chmodSync(wrapper, 0o755);
      vi.stubEnv('WRAPPED', path.join(workspace.root, 'wrapped'));
      vi.stubEnv('RUSTC_WRAPPER', wrapper);
      vi.stubEnv('CARGO_TARGET_DIR', path.join(workspace.root, 'elsewhere'));
      const { lone } = await workspace.check(['lone'], { steps: ['check'], profile: 'release' });
      expect(findingsOf(lone)).toEqual([]);
      expect(readFileSync(path.join(workspace.root, 'wrapped'), 'utf8')).toContain('--crate-name');
      expect(existsSync(path.join(workspace.root, 'elsewhere/release'))).toBe(true);
      expect(existsSync(path.join(workspace.root, 'lone/target'))).toBe(false);
    },
  );
});

import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeSarif } from '@hone/core/sarif';
import { findTool } from '@hone/core/process';
import { findingsOf, hasCargo, warnSkipped, Workspace } from './run-engine.js';

warnSkipped('feature unification');
let workspace: Workspace;
afterEach(() => {
  vi.unstubAllEnvs();
  workspace.remove();
});

/**
 * `shouting` switches on a feature of `text` that `quiet` does without. Checked in one call of cargo, `quiet` would get
 * it too, and compile only for that reason; and `text` would be checked with it.
 */
describe.skipIf(!hasCargo)('two members that unify', () => {
  const roots = ['quiet', 'shouting', 'text'];

  it('are reported alone as together', async () => {
    workspace = new Workspace('unification');
    const together = await workspace.check(roots);
    for (const root of roots) {
      const alone = await workspace.check([root]);
      expect(writeSarif(together[root]!.report)).toBe(writeSarif(alone[root]!.report));
    }
  });

  it('have the findings of the features that each asks for', async () => {
    workspace = new Workspace('unification');
    const outcomes = await workspace.check(roots);
    expect(findingsOf(outcomes['quiet'])).toEqual([expect.stringMatching(/^error E0425 quiet\/src\/lib\.rs:3 /)]);
    expect(findingsOf(outcomes['shouting'])).toEqual([]);
    expect(findingsOf(outcomes['text'])).toEqual([]);
  });

  it('go by the features in the options', async () => {
    workspace = new Workspace('unification');
    const outcomes = await workspace.check(roots, { quiet: {}, shouting: {}, text: { features: ['loud'] } });
    expect(findingsOf(outcomes['text'])).toEqual([
      expect.stringMatching(/^warning unused_variables text\/src\/lib\.rs:8 /),
    ]);
    expect(findingsOf(outcomes['quiet'])).toHaveLength(1);
  });
});

const manifest = (name: string, rest = ''): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2024"\n${rest}`;

describe.skipIf(!hasCargo || process.platform === 'win32')('calls of cargo', () => {
  /** Puts a cargo on PATH that keeps a list of its commands. */
  function spyOnCargo(): () => string[] {
    const real = findTool('cargo', { workspaceRoot: workspace.root });
    const log = path.join(workspace.root, 'calls');
    workspace.write('bin/cargo', `#!/bin/sh\necho "$1" >> "${log}"\nexec "${real?.path}" "$@"\n`);
    chmodSync(path.join(workspace.root, 'bin/cargo'), 0o755);
    vi.stubEnv('PATH', `${path.join(workspace.root, 'bin')}:${process.env['PATH']}`);
    return () => readFileSync(log, 'utf8').trim().split('\n').sort();
  }

  it('are one for crates that agree, whatever features they have of their own', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `c${index}`);
    workspace = new Workspace({
      'Cargo.toml': '[workspace]\nresolver = "3"\nmembers = ["c*"]\n',
      ...Object.fromEntries(
        names.map((name) => [`${name}/Cargo.toml`, manifest(name, `[features]\nof-${name} = []\n`)]),
      ),
      ...Object.fromEntries(names.map((name) => [`${name}/src/lib.rs`, 'pub fn nothing() {}\n'])),
    });
    const calls = spyOnCargo();
    const options = Object.fromEntries(names.map((name) => [name, { features: [`of-${name}`] }]));
    const outcomes = await workspace.check(names, options);
    expect(Object.values(outcomes).flatMap(findingsOf)).toEqual([]);
    expect(calls()).toEqual(['clippy', 'metadata']);
  });

  it('are one for each set of flags and each set of crates that disagree', async () => {
    workspace = new Workspace('unification');
    const calls = spyOnCargo();
    await workspace.check(['quiet', 'shouting', 'text'], { quiet: {}, shouting: {}, text: { profile: 'release' } });
    expect(calls()).toEqual(['clippy', 'clippy', 'clippy', 'metadata', 'metadata']);
  });

  it('go to the crate itself where resolver 1 gives flags to no other', async () => {
    workspace = new Workspace({
      'Cargo.toml': manifest('top', '[workspace]\nresolver = "1"\nmembers = ["inner"]\n'),
      'src/lib.rs': '',
      'inner/Cargo.toml': manifest('inner', '[features]\ndefault = ["off"]\noff = []\non = []\n'),
      'inner/src/lib.rs':
        '#[cfg(feature = "off")]\ncompile_error!("off");\n#[cfg(not(feature = "on"))]\ncompile_error!("not on");\n',
    });
    const options = { steps: ['check' as const], features: ['on'], noDefaultFeatures: true };
    const outcomes = await workspace.check(['inner', '.'], { inner: options, '.': { steps: ['check'] } });
    expect(findingsOf(outcomes['inner'])).toEqual([]);
    expect(findingsOf(outcomes['.'])).toEqual([]);
  });
});

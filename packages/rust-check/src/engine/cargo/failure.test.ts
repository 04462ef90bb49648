import { describe, expect, it } from 'vitest';
import { parseCargoFailure } from './failure.js';

describe('parseCargoFailure', () => {
  it('reads the place of an error in a manifest', () => {
    const stderr = `error: key with no value, expected \`=\`
 --> libs/b/Cargo.toml:5:5
  |
5 | foo bar
  |     ^
error: failed to load manifest for workspace member \`/w/libs/b\`
referenced by workspace at \`/w/Cargo.toml\`
`;
    const { rule, scope, manifest, words } = parseCargoFailure(stderr);
    expect([rule.id, scope]).toEqual(['rust/manifest-invalid', 'workspace']);
    expect(manifest).toEqual({ file: 'libs/b/Cargo.toml', line: 5, column: 5 });
    expect(words).toMatch(/^key with no value, expected `=`; failed to load manifest/);
  });

  it('reads it as cargo wrote it before 1.87', () => {
    const stderr = `error: failed to load manifest for workspace member \`/w/b\`

Caused by:
  failed to parse manifest at \`/w/b/Cargo.toml\`

Caused by:
  TOML parse error at line 3, column 9
`;
    expect(parseCargoFailure(stderr).manifest).toEqual({ file: '/w/b/Cargo.toml', line: 3, column: 9 });
  });

  it('tells a member that is missing from one whose dependency is', () => {
    const missing = (file: string): string => `error: failed to load manifest for workspace member \`/w/b\`
referenced by workspace at \`/w/Cargo.toml\`

Caused by:
  failed to read \`${file}\`

Caused by:
  No such file or directory (os error 2)
`;
    expect(parseCargoFailure(missing('/w/b/Cargo.toml'))).toMatchObject({
      rule: { id: 'rust/member-missing' },
      member: '/w/b',
    });
    expect(parseCargoFailure(missing('/w/gone/Cargo.toml')).rule.id).toBe('rust/manifest-invalid');
  });

  it('leaves out backtraces, usage and what comes before the error', () => {
    const stderr =
      "    Blocking waiting for file lock on package cache\nerror: unexpected argument '--zz' found\n\nUsage: cargo check --package [<SPEC>]\n\nFor more information, try '--help'.\n";
    expect(parseCargoFailure(stderr)).toMatchObject({
      rule: { id: 'rust/arguments-invalid' },
      words: "unexpected argument '--zz' found",
    });
  });

  it.each([
    [
      "error: toolchain '1.60.0-x86_64-unknown-linux-gnu' is not installed\nhelp: run `rustup toolchain install`",
      'toolchain-missing',
      'workspace',
    ],
    ["error: 'cargo-clippy' is not installed for the toolchain 'nightly'.", 'component-missing', 'workspace'],
    [
      'error: the lock file /w/Cargo.lock needs to be updated but --locked was passed to prevent this',
      'lock-outdated',
      'workspace',
    ],
    [
      'error: cannot update the lock file /w/Cargo.lock because --locked was passed to prevent this',
      'lock-outdated',
      'workspace',
    ],
    ['error: failed to parse lock file at: /w/Cargo.lock', 'lock-invalid', 'workspace'],
    [
      'error: failed to get `itoa` as a dependency of package `a`\n\nCaused by:\n  download of config.json failed\n\nCaused by:\n  [6] Could not resolve hostname (Could not resolve host: index.crates.io)',
      'registry-unreachable',
      'network',
    ],
    [
      'error: failed to download `itoa v1.0.0`\n\nCaused by:\n  attempting to make an HTTP request, but --offline was specified',
      'offline-incomplete',
      'crate',
    ],
    ["error: the package 'a' does not contain this feature: zz", 'feature-unknown', 'crate'],
    [
      'error: no matching package named `nothing` found\nlocation searched: crates.io index',
      'dependency-unresolved',
      'workspace',
    ],
    [
      'error: could not execute process `sccache rustc -vV` (never executed)\n\nCaused by:\n  No such file or directory (os error 2)',
      'compiler-missing',
      'workspace',
    ],
    [
      'error: rustc 1.95.0 is not supported by the following package:\n  a@0.1.0 requires rustc 1.99',
      'rust-version',
      'crate',
    ],
    ['error: something new', 'cargo-failed', 'crate'],
    ['', 'cargo-failed', 'crate'],
  ])('%j', (stderr, id, scope) => {
    const failure = parseCargoFailure(stderr);
    expect([failure.rule.id, failure.scope]).toEqual([`rust/${id}`, scope]);
  });
});

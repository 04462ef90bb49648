import { describe, expect, it } from 'vitest';
import { parseCargoNotices } from './index.js';

describe('parseCargoNotices', () => {
  it('reads what build scripts print, once, and leaves progress out', () => {
    expect(
      parseCargoNotices(
        [
          'warning: /w/app/Cargo.toml: unused manifest key: package.typo',
          '   Compiling app v0.1.0 (/w/app)',
          'warning: app@0.1.0: first: with a colon',
          'warning: app@0.1.0: first: with a colon',
          'error: app@0.1.0: explicit trouble',
          'warning: build failed, waiting for other jobs to finish...',
          'error: could not compile `app` (lib test) due to 2 previous errors; 1 warning emitted',
          'warning: `app` (lib) generated 1 warning',
          '    Finished `dev` profile [unoptimized] target(s) in 0.63s',
        ].join('\r\n'),
      ),
    ).toEqual([
      { kind: 'manifest', file: '/w/app/Cargo.toml', level: 'warning', message: 'unused manifest key: package.typo' },
      {
        kind: 'build-script-message',
        package: 'app',
        version: '0.1.0',
        level: 'warning',
        message: 'first: with a colon',
      },
      { kind: 'build-script-message', package: 'app', version: '0.1.0', level: 'error', message: 'explicit trouble' },
      { kind: 'not-compiled', package: 'app', target: 'lib test', cause: '2 previous errors; 1 warning emitted' },
    ]);
  });

  it('reads a build script that failed, without the frames of its stack', () => {
    const [failed] = parseCargoNotices(
      [
        'error: failed to run custom build command for `w v0.1.0 (/w)`',
        '',
        'Caused by:',
        "  process didn't exit successfully: `/w/target/build-script-build` (exit status: 101)",
        '  --- stdout',
        '  out line',
        '',
        '  --- stderr',
        '  err line',
        '',
        "  thread 'main' (16704) panicked at build.rs:1:135:",
        '  no luck',
        '  stack backtrace:',
        '     0: __rustc::rust_begin_unwind',
      ].join('\n'),
    );
    expect(failed).toEqual({
      kind: 'build-script-failed',
      package: 'w',
      version: '0.1.0',
      cause: "process didn't exit successfully: `/w/target/build-script-build` (exit status: 101)",
      stdout: 'out line',
      stderr: "err line\n\nthread 'main' panicked at build.rs:1:135:\nno luck",
    });
  });

  it('reads other words of cargo and of rustup with their causes and places', () => {
    expect(
      parseCargoNotices(
        [
          'error: failed to load manifest for workspace member `/w/gone`',
          'referenced by workspace at `/w/Cargo.toml`',
          '',
          'Caused by:',
          '  failed to read `/w/gone/Cargo.toml`',
          '',
          'Caused by:',
          '  No such file or directory (os error 2)',
          'error: invalid basic string, expected `"`',
          ' --> app/Cargo.toml:3:15',
          '  |',
          '3 | version = "0.1',
          '  |               ^',
          "error: toolchain '1.2.3' is not installed",
          'help: run `rustup toolchain install 1.2.3` to install it',
        ].join('\n'),
      ),
    ).toEqual([
      {
        kind: 'other',
        level: 'error',
        message: 'failed to load manifest for workspace member `/w/gone`',
        details: ['referenced by workspace at `/w/Cargo.toml`'],
        causes: ['failed to read `/w/gone/Cargo.toml`', 'No such file or directory (os error 2)'],
      },
      {
        kind: 'other',
        level: 'error',
        message: 'invalid basic string, expected `"`',
        details: [],
        causes: [],
        place: { file: 'app/Cargo.toml', line: 3, column: 15 },
      },
      {
        kind: 'other',
        level: 'error',
        message: "toolchain '1.2.3' is not installed",
        details: ['help: run `rustup toolchain install 1.2.3` to install it'],
        causes: [],
      },
    ]);
  });

  it('finds nothing in nothing', () => expect(parseCargoNotices('')).toEqual([]));
});

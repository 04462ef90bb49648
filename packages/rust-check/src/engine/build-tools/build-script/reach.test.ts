import { describe, expect, it } from 'vitest';
import type { ConditionFacts } from './conditions.js';
import { isReached } from './reach.js';
import { readBuildScript } from './read.js';

const facts: ConditionFacts = { features: ['grpc'], variables: new Set(['CI', 'HOME']), platform: 'linux' };

/** Whether the script gets to `RUN`. */
function judge(text: string, known: Partial<ConditionFacts> = {}): boolean | undefined {
  const script = readBuildScript(text);
  return isReached(script, script.code.indexOf('RUN'), { ...facts, ...known });
}

const main = (body: string): string => `use std::env;\n\nfn main() {\n${body}\n}\n`;

describe('what a build script runs whatever happens', () => {
  it.each([
    ['a statement of main', main('RUN();')],
    ['a plain block and a loop', main('unsafe { for x in ["a"] { RUN(x); } }')],
    ['a block behind a feature that is on', main('#[cfg(feature = "grpc")] { RUN(); }')],
    ['a statement behind a feature that is on', main('#[cfg(feature = "grpc")]\nRUN();')],
    ['an if of cargo features', main('if env::var_os("CARGO_FEATURE_GRPC").is_some() { RUN(); }')],
    ['cfg! and a variable', main('if cfg!(unix) && std::env::var("DOCS_RS").is_err() { RUN(); }')],
    ['what comes behind an early end that is not taken', main('if env::var("DOCS_RS").is_ok() { return; }\nRUN();')],
    ['a function that main calls', 'fn generate() { RUN(); }\n' + main('let all = ["a"];\ngenerate();')],
    [
      'a function of a feature that is on',
      '#[cfg(feature = "grpc")]\nfn main() { RUN(); }\n#[cfg(not(feature = "grpc"))]\nfn main() {}',
    ],
    ['cfg_if', main('cfg_if! { if #[cfg(any(feature = "grpc", windows))] { RUN(); } else { other(); } }')],
    ['the condition of an if itself', main('if RUN().is_err() { panic!(); }')],
    [
      'braces in strings and comments',
      main('let a = "}{{"; // }\n/* { /* } */ */ let b = r#"}"}"#; let c = \'}\';\nRUN();'),
    ],
  ])('%s', (_name, text) => {
    expect(judge(text)).toBe(true);
  });
});

describe('what it never runs', () => {
  it.each([
    ['a feature that is off', main('#[cfg(feature = "vendored")] RUN();')],
    ['not() of a feature that is on', main('#[cfg(not(feature = "grpc"))] { RUN(); }')],
    ['a variable that is not set', main('if env::var("REGENERATE").is_ok() { RUN(); }')],
    ['another platform', main('if cfg!(windows) { RUN(); }')],
    [
      'a function that is only called behind a feature',
      '#[cfg(feature = "x")] fn a() { b(); }\nfn b() { RUN(); }\n' + main('#[cfg(feature = "x")] a();'),
    ],
  ])('%s', (_name, text) => {
    expect(judge(text)).toBe(false);
  });
});

describe('what can not be told', () => {
  it.each([
    ['a condition of its own', main('if Path::new("proto").exists() { RUN(); }')],
    ['else', main('if env::var("CI").is_ok() { } else { RUN(); }')],
    ['a match arm', main('match kind { Kind::A => RUN(), _ => {} }')],
    ['if let', main('if let Some(x) = find() { RUN(x); }')],
    ['a closure', main('files.iter().for_each(|file| { RUN(file); });')],
    ['a closure without braces', main('files.iter().map(|file| RUN(file));')],
    ['an early end', main('if fresh() { return; }\nRUN();')],
    ['a method', 'impl Gen { fn go(&self) { RUN(); } }\n' + main('Gen.go();')],
    ['a variable that cargo sets', main('if env::var("CARGO_CFG_UNIX").is_ok() { RUN(); }')],
    ['a short circuit', main('let ok = cached() || RUN();')],
    ['a macro', 'macro_rules! go { () => { RUN() } }\n' + main('go!();')],
    ['no main at all', 'fn other() { RUN(); }'],
    ['functions that call each other', 'fn a() { b(); }\nfn b() { a(); RUN(); }\n' + main('')],
  ])('%s', (_name, text) => {
    expect(judge(text)).not.toBe(true);
  });

  it('a feature, where features are not known', () => {
    const script = readBuildScript(main('#[cfg(feature = "grpc")] RUN();'));
    const { features: _, ...unknown } = facts;
    expect(isReached(script, script.code.indexOf('RUN'), unknown)).toBeUndefined();
  });
});

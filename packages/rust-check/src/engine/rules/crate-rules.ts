import type { Rule } from './rule.js';

const workspace = '[workspace]\nresolver = "3"\nmembers = ["app", "base"]\n';
const app =
  '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2024"\n\n[dependencies]\nbase = { path = "../base" }\n';
const base = '[package]\nname = "base"\nversion = "0.1.0"\nedition = "2024"\n';
const source = 'pub fn answer() -> u32 {\n    42\n}\n';

/** The crate `app` with the crate `base` that it depends on. */
const pair = (files: Record<string, string>): Record<string, string> => ({
  'Cargo.toml': workspace,
  'app/Cargo.toml': app,
  'app/src/lib.rs': source,
  'base/Cargo.toml': base,
  'base/src/lib.rs': source,
  ...files,
});

export const dependencyFailed: Rule = {
  id: 'rust/dependency-failed',
  summary: 'What the crate depends on compiles.',
  reason: 'The compiler needs the dependency first, so that the crate itself, or its tests, could not be checked.',
  level: 'error',
  hint: 'Mend the dependency; its own report says more.',
  bad: pair({ 'base/src/lib.rs': 'pub fn answer() -> u32 {\n    "42"\n}\n' }),
  good: pair({}),
};

export const buildScriptFailed: Rule = {
  id: 'rust/build-script-failed',
  summary: 'The build script of the crate ends without an error.',
  reason: 'Cargo runs it before it compiles the crate, so that nothing of the crate could be checked.',
  level: 'error',
  hint: 'Run `cargo check` in the crate to see all that the build script prints.',
  bad: pair({ 'app/build.rs': 'fn main() {\n    panic!("no generator for this schema");\n}\n' }),
  good: pair({ 'app/build.rs': 'fn main() {\n    println!("cargo::rerun-if-changed=build.rs");\n}\n' }),
};

export const buildScriptMessage: Rule = {
  id: 'rust/build-script-message',
  summary: 'The build script prints no warning.',
  reason: 'Cargo shows what a build script prints with `cargo::warning=`, and nobody sees it when it is not reported.',
  level: 'warning',
  hint: 'Look at what the build script warns of.',
  bad: pair({ 'app/build.rs': 'fn main() {\n    println!("cargo::warning=the schema is out of date");\n}\n' }),
  good: pair({ 'app/build.rs': 'fn main() {\n    println!("cargo::rerun-if-changed=build.rs");\n}\n' }),
};

export const manifestRemark: Rule = {
  id: 'rust/manifest-remark',
  summary: 'Cargo has nothing to remark on the manifest of the crate.',
  reason: 'A key that cargo does not know has no effect, most often because it is misspelt or in the wrong table.',
  level: 'warning',
  hint: 'Change what cargo remarks on.',
  bad: pair({ 'app/Cargo.toml': app.replace('edition', 'licence = "MIT"\nedition') }),
  good: pair({ 'app/Cargo.toml': app.replace('edition', 'license = "MIT"\nedition') }),
};

export const featureUnknown: Rule = {
  id: 'rust/feature-unknown',
  summary: 'The features in the options exist.',
  reason: 'Cargo stops at a feature that the crate does not have.',
  level: 'error',
  hint: 'Correct the option `features`, or add the feature to `[features]`.',
  options: { features: ['metrics'] },
  bad: pair({}),
  good: pair({ 'app/Cargo.toml': `${app}\n[features]\nmetrics = []\n` }),
};

export const argumentReserved: Rule = {
  id: 'rust/argument-reserved',
  summary: 'The option `args` leaves to the other options what they decide.',
  reason:
    'Which crates, features and platform are checked decides which crates can share a call, and in what form cargo answers.',
  level: 'error',
  hint: 'Take the argument out of `args`, and use the option that stands for it.',
  bad: {},
  good: {},
};

export const compilerFailed: Rule = {
  id: 'rust/compiler-failed',
  summary: 'The compiler ends by itself.',
  reason:
    'It was ended from outside, most often for want of memory, or it crashed: the crate was not checked to its end.',
  level: 'error',
  hint: 'Run the task again; if memory ran out, lower `CARGO_BUILD_JOBS`.',
  bad: {},
  good: {},
};

export const notChecked: Rule = {
  id: 'rust/not-checked',
  summary: 'Cargo comes to the crate.',
  reason:
    'Cargo ended with an error before it compiled anything of the crate, and did not say that a dependency is at fault.',
  level: 'error',
  hint: 'Run `cargo check` in the crate to see what cargo says.',
  bad: {},
  good: {},
};

export const toolMissing: Rule = {
  id: 'rust/tool-missing',
  summary: 'The tools of the steps `deny` and `audit` are installed.',
  reason: 'The step was left out, so that nothing is known of the advisories on the dependencies.',
  level: 'note',
  hint: 'Install it with `cargo install --locked`, or take the step out of the option `steps`.',
  bad: {},
  good: {},
};

export const checkFailed: Rule = {
  id: 'rust/check-failed',
  summary: 'rust-check itself can do its work.',
  reason: 'A step could not finish, so that its findings are missing from the report.',
  level: 'error',
  hint: 'Please report this message.',
  bad: {},
  good: {},
};

/** What one crate, or what it depends on, is at fault for. */
export const crateRules: readonly Rule[] = [
  dependencyFailed,
  buildScriptFailed,
  buildScriptMessage,
  manifestRemark,
  featureUnknown,
  argumentReserved,
  compilerFailed,
  notChecked,
  toolMissing,
  checkFailed,
];

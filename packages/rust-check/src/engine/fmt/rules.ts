import type { Rule } from '../rules/rule.js';

const manifest = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2024"\n';
const source = 'pub fn answer() -> u32 {\n    42\n}\n';

export const rustfmtConfigInvalid: Rule = {
  id: 'rust/rustfmt-config-invalid',
  summary: 'rustfmt can read the rustfmt.toml of the crate.',
  reason: 'Otherwise it formats nothing.',
  level: 'error',
  hint: 'Mend the file; `rustfmt --help=config` lists what may stand in it.',
  bad: { 'app/Cargo.toml': manifest, 'app/src/lib.rs': source, 'app/rustfmt.toml': 'max_width = "wide"\n' },
  good: { 'app/Cargo.toml': manifest, 'app/src/lib.rs': source, 'app/rustfmt.toml': 'max_width = 100\n' },
};

export const rustfmtFailed: Rule = {
  id: 'rust/rustfmt-failed',
  summary: 'rustfmt runs to its end.',
  reason: 'Nothing is known of the formatting of the crate.',
  level: 'error',
  hint: 'Run `cargo fmt --check` in the crate to see more.',
  bad: {},
  good: {},
};

/** What rust-check itself says about the step `fmt`. */
export const formatRules: readonly Rule[] = [rustfmtConfigInvalid, rustfmtFailed];

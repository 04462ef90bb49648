/**
 * The environment that cargo runs in: this process's, so that `RUSTC_WRAPPER`, `CARGO_TARGET_DIR`, `CARGO_BUILD_*` and
 * `RUSTFLAGS` work as in a shell, but with plain text on the standard error, where cargo's own words are read from.
 */
export function cargoEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...env, CARGO_TERM_COLOR: 'never', CARGO_TERM_PROGRESS_WHEN: 'never', CARGO_TERM_QUIET: 'false' };
}
